using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>
/// The text form of a <see cref="Statement"/>: a call with what takes its descriptors and what is expected of it,
/// <c>open("/sim/a", O_RDWR) -> $a == 3 @ 0s</c>; <c>set quit</c>; <c>repeat</c> and <c>when</c> with indented bodies.
/// </summary>
public static class StatementText
{
    private const int IndentStep = 2;

    private static readonly string[] s_conditions = ["flag", "not-flag", "in-progress", "finished", "accepted"];

    /// <summary>Prints it, with its bodies in lines of their own.</summary>
    public static string Print(Statement statement)
    {
        var builder = new LineBuilder();
        Print(builder, statement, 0);
        return builder.ToString().TrimEnd('\n');
    }

    /// <summary>Reads a statement that is one line: a call, or <c>set</c> or <c>clear</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file it stands in, for messages.</param>
    /// <param name="line">Its line there.</param>
    /// <param name="column">The column of its first character.</param>
    /// <exception cref="TextFormatError">The text is not such a statement.</exception>
    public static Statement Parse(string text, string file = "statement", int line = 1, int column = 1)
    {
        var cursor = new Cursor(new Source(file), text, line, column);
        return ReadLine(ref cursor);
    }

    internal static void Print(LineBuilder b, Statement statement, int indent)
    {
        Indent(b, indent);
        switch (statement)
        {
            case Perform perform: Print(b, perform); break;
            case SetFlag flag: b.Text(flag.Value ? "set " : "clear ").Name(flag.Flag).NewLine(); break;
            case Repeat repeat:
                Print(b.Text("repeat at-most ").Number(repeat.AtMost).Text(" until "), repeat.Until);
                Print(b, repeat.Body, indent + IndentStep);
                break;
            case When either: Print(b, either, indent); break;
            default: throw new ArgumentException($"a statement of an unknown type: {statement.GetType()}", nameof(statement));
        }
    }

    internal static void Print(LineBuilder b, ImmutableArray<Statement> body, int indent)
    {
        foreach (var statement in body) Print(b, statement, indent);
    }

    /// <summary>Reads a statement that is one line, to its end.</summary>
    internal static Statement ReadLine(ref Cursor c)
    {
        var place = c.Place(c.Here);
        Statement statement;
        if (c.TakeWord("set")) statement = new SetFlag(c.Name("the name of a flag"), true);
        else if (c.TakeWord("clear")) statement = new SetFlag(c.Name("the name of a flag"), false);
        else statement = new Perform(CallText.Read(ref c), Into(ref c), ExpectedText.Read(ref c));
        c.End();
        return statement with { Place = place };
    }

    internal static Condition ReadCondition(ref Cursor c)
    {
        var kind = (ConditionKind)c.Choice("condition", s_conditions);
        var names = ImmutableArray.CreateBuilder<string>();
        c.Expect('(');
        if (!c.Take(')'))
        {
            do names.Add(c.Name("a name")); while (c.TakeComma());
            c.Expect(')');
        }

        return new Condition(kind, names.DrainToImmutable());
    }

    private static void Print(LineBuilder b, Perform perform)
    {
        CallText.Print(b, perform.Call);
        for (var i = 0; i < (perform.Into.IsDefault ? 0 : perform.Into.Length); i++)
        {
            b.Text(i == 0 ? " -> $" : ", $").Name(perform.Into[i]);
        }

        if (perform.Expected is { } expected) ExpectedText.Print(b, expected, perform.Call);
        b.NewLine();
    }

    private static void Print(LineBuilder b, When either, int indent)
    {
        Print(b.Text("when "), either.If);
        Print(b, either.Then, indent + IndentStep);
        if (either.Otherwise.IsDefaultOrEmpty) return;
        Indent(b, indent);
        b.Text("otherwise").NewLine();
        Print(b, either.Otherwise, indent + IndentStep);
    }

    private static void Print(LineBuilder b, Condition condition)
    {
        b.Text(s_conditions[(int)condition.Kind]).Char('(');
        for (var i = 0; i < condition.Names.Length; i++) (i == 0 ? b : b.Comma()).Name(condition.Names[i]);
        b.Char(')').NewLine();
    }

    private static void Indent(LineBuilder b, int indent)
    {
        for (var i = 0; i < indent; i++) b.Char(' ');
    }

    private static ImmutableArray<string> Into(ref Cursor c)
    {
        if (!c.Take("->")) return [];
        var names = ImmutableArray.CreateBuilder<string>();
        do
        {
            c.Expect('$');
            names.Add(c.Name("the name of a variable"));
        }
        while (c.TakeComma());
        return names.DrainToImmutable();
    }
}
