namespace AioSpec.Model;

/// <summary>The outcomes that clauses speak of, and the words to write clauses with.</summary>
public static class On
{
    /// <summary>Every outcome.</summary>
    public static bool Anything(in Outcome o) => true;

    /// <summary>The call returns 0.</summary>
    public static bool Zero(in Outcome o) => o.Value == 0;

    /// <summary>The call returns 0 or more.</summary>
    public static bool NotMinusOne(in Outcome o) => o.Value >= 0;

    /// <summary>The call returns -1, whatever errno is.</summary>
    public static bool MinusOne(in Outcome o) => o.Value == -1;

    /// <summary>-1 with this errno.</summary>
    public static OutcomeTest Fails(Errno errno) => (in Outcome o) => o.Value == -1 && o.Errno == errno;

    /// <summary>-1 with an errno that is none of these.</summary>
    public static OutcomeTest FailsOtherwise(params Errno[] known) => (in Outcome o) => o.Value == -1 && Array.IndexOf(known, o.Errno) < 0;

    /// <summary>This function value.</summary>
    public static OutcomeTest Value(long value) => (in Outcome o) => o.Value == value;

    /// <summary>A function value that is none of these.</summary>
    public static OutcomeTest ValueOtherwise(params long[] known) => (in Outcome o) => Array.IndexOf(known, o.Value) < 0;

    /// <summary>The error status of a completion is this one.</summary>
    public static OutcomeTest Status(Errno status) => (in Outcome o) => o.Errno == status;

    /// <summary>A clause: this outcome only if that fact.</summary>
    public static Clause Only(string id, string of, OutcomeTest on, Fact onlyIf) => new(id, of, on, onlyIf);

    /// <summary>A clause whose outcome only tells what is.</summary>
    public static Clause Seen(string id, string of, OutcomeTest on, Fact onlyIf) => new(id, of, on, onlyIf) { Observes = true };
}
