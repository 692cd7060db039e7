using System.Globalization;
using AioSpec;

namespace AioCli.Targets.Drivers;

/// <summary>The words of a line of an answer, one after the other.</summary>
internal ref struct AnswerWords(ReadOnlySpan<char> line)
{
    private ReadOnlySpan<char> _rest = line;

    /// <summary>Whether there is none left.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>The next word.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public ReadOnlySpan<char> Next()
    {
        if (_rest.IsEmpty) throw new FormatException("the line ends too early");
        var space = _rest.IndexOf(' ');
        var word = space < 0 ? _rest : _rest[..space];
        _rest = space < 0 ? [] : _rest[(space + 1)..];
        return word;
    }

    /// <summary>All that is left.</summary>
    public ReadOnlySpan<char> Rest()
    {
        var rest = _rest;
        _rest = [];
        return rest;
    }

    /// <summary>An integer.</summary>
    /// <exception cref="FormatException">The next word is none.</exception>
    public long Number() => NumberOf(Next());

    /// <summary>An integer that counts something of which there are so many.</summary>
    /// <exception cref="FormatException">The next word is none.</exception>
    public int Index(int count, string what)
    {
        var number = Number();
        return number >= 0 && number < count ? (int)number : throw new FormatException($"there is no {what} {number}");
    }

    /// <summary>An error number by its name.</summary>
    /// <exception cref="FormatException">The next word is none.</exception>
    public Errno Error()
    {
        var word = Next();
        return Enum.TryParse<Errno>(word, out var errno) ? errno : (Errno)NumberOf(word);
    }

    /// <summary>A signal.</summary>
    /// <exception cref="FormatException">The next word is none.</exception>
    public Signo Signal()
    {
        var word = Next().ToString();
        return Signo.TryParse(word, out var signo) ? signo : throw new FormatException($"'{word}' is no signal");
    }

    /// <summary>si_code.</summary>
    /// <exception cref="FormatException">The next word is none.</exception>
    public SignalCode Code()
    {
        var word = Next();
        return Enum.TryParse<SignalCode>(word, out var code) ? code : (SignalCode)NumberOf(word);
    }

    /// <summary>A sigval, an int or a pointer to one of these objects.</summary>
    /// <exception cref="FormatException">The next word is none.</exception>
    public SigVal Value(IReadOnlyList<string> objects)
    {
        var word = Next();
        if (word is not ['&', .. var number]) return new SigVal((int)NumberOf(word));
        var index = NumberOf(number);
        return index >= 0 && index < objects.Count ? SigVal.To(objects[(int)index]) : throw new FormatException($"there is no object {index}");
    }

    /// <summary>The integer that a word is.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static long NumberOf(ReadOnlySpan<char> word) =>
        long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw new FormatException($"'{Shortened(word)}' is no number");

    private static string Shortened(ReadOnlySpan<char> word) => word.Length <= 40 ? word.ToString() : string.Concat(word[..40], "…");
}
