using System.Collections.Immutable;
using AioSpec.Programs;

namespace AioSpec.Text;

/// <summary>Reads a program: lines of keywords, and bodies of statements below them by their indentation.</summary>
internal sealed class ProgramReader(TextReader reader, string file)
{
    private static readonly string[] s_keywords = ["name", .. DeclarationText.Keywords, "device", "thread", "function", "expect"];

    private readonly LineReader _lines = new(reader, file);
    private readonly List<FileSpec> _files = [];
    private readonly ImmutableArray<ThreadSpec>.Builder _threads = ImmutableArray.CreateBuilder<ThreadSpec>();
    private readonly ImmutableArray<FunctionSpec>.Builder _functions = ImmutableArray.CreateBuilder<FunctionSpec>();
    private readonly HashSet<string> _bodies = new(StringComparer.Ordinal);
    private Program _program = new();

    public Program Read()
    {
        FileHead.Read(_lines, FileHead.Program);
        while (_lines.Next()) Line();
        return _program with
        {
            Files = [.. _files],
            Threads = _threads.DrainToImmutable(),
            Functions = _functions.DrainToImmutable(),
        };
    }

    private void Line()
    {
        var c = _lines.Cursor;
        var at = c.Here;
        if (at > 0) throw c.Error(at, "an indented line outside of a body; expected it at the start of the line");
        var declaration = _program.Declaration;
        if (DeclarationText.TryRead(ref c, ref declaration, _files))
        {
            _program = _program with { Declaration = declaration };
            return;
        }

        var keyword = c.Word("one of " + string.Join(", ", s_keywords));
        switch (keyword)
        {
            case "name": _program = _program with { Name = c.Name("a name") }; c.End(); break;
            case "device": _program = _program with { Device = DeviceText.Read(ref c, _program.Device) }; c.End(); break;
            case "expect": _program = _program with { Expect = ExpectationsText.Read(ref c, _program.Expect) }; c.End(); break;
            case "thread": _threads.Add(new ThreadSpec(BodyName(ref c, "thread"), Body(0, 1))); break;
            case "function": _functions.Add(new FunctionSpec(BodyName(ref c, "function"), Body(0, 1))); break;
            default: throw c.Unknown(at, keyword, "keyword", s_keywords);
        }
    }

    private string BodyName(ref Cursor c, string kind)
    {
        var at = c.Here;
        var name = c.Name($"the name of a {kind}");
        c.End();
        return _bodies.Add($"{kind} {name}") ? name : throw c.Error(at, $"a second {kind} with the name '{name}'; expected another name");
    }

    // The lines that are indented deeper than the line above them.
    private ImmutableArray<Statement> Body(int outer, int depth)
    {
        var body = ImmutableArray.CreateBuilder<Statement>();
        var own = 0;
        while (TryNext(outer, out var indent))
        {
            if (own == 0) own = Deeper(indent, depth);
            if (indent != own) throw Error(indent, $"a line indented by {indent}; expected {own} as in the line above, or at most {outer}");
            body.Add(Statement(own, depth));
        }

        return body.DrainToImmutable();
    }

    private int Deeper(int indent, int depth) => depth <= TextBounds.Depth
        ? indent
        : throw Error(indent, $"more than {TextBounds.Depth} bodies inside each other; expected fewer");

    // Goes to the next line if it is indented deeper than this.
    private bool TryNext(int outer, out int indent)
    {
        indent = 0;
        if (!_lines.Next()) return false;
        indent = _lines.Line.Length - _lines.Line.TrimStart(" \t").Length;
        if (_lines.Line[..indent].Contains('\t')) throw Error(indent, "a tab before a statement; expected spaces");
        if (indent > outer) return true;
        _lines.Keep();
        return false;
    }

    private Statement Statement(int indent, int depth)
    {
        var c = _lines.Cursor;
        var place = c.Place(c.Here);
        if (c.TakeWord("repeat")) return Repeat(ref c, indent, depth) with { Place = place };
        if (c.TakeWord("when")) return When(ref c, indent, depth) with { Place = place };
        if (c.TakeWord("otherwise")) throw Error(indent, "'otherwise' without a 'when'; expected a statement");
        return StatementText.ReadLine(ref c);
    }

    private Repeat Repeat(ref Cursor c, int indent, int depth)
    {
        Expect(ref c, "at-most");
        var atMost = c.Int("a number of turns", 0);
        Expect(ref c, "until");
        var until = StatementText.ReadCondition(ref c);
        c.End();
        return new Repeat(until, atMost, Body(indent, depth + 1));
    }

    private When When(ref Cursor c, int indent, int depth)
    {
        var condition = StatementText.ReadCondition(ref c);
        c.End();
        var then = Body(indent, depth + 1);
        return new When(condition, then, TakeOtherwise(indent) ? Body(indent, depth + 1) : []);
    }

    private bool TakeOtherwise(int indent)
    {
        if (!_lines.Next()) return false;
        var c = _lines.Cursor;
        if (c.Here == indent && c.TakeWord("otherwise"))
        {
            c.End();
            return true;
        }

        _lines.Keep();
        return false;
    }

    private static void Expect(ref Cursor c, string word)
    {
        if (!c.TakeWord(word)) throw c.Unexpected($"'{word}'");
    }

    private TextFormatError Error(int at, string problem) => _lines.Cursor.Error(at, problem);
}
