using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AioCli.Conformance.Findings;
using AioCli.Conformance.Reports;
using AioSpec;
using AioSpec.Catalogue;
using AioSpec.Programs;

namespace AioCli.Conformance.Emission;

/// <summary>Writes one C file that performs the program of a violation again and again, and exits with 1 when the defect shows.</summary>
internal sealed class CProgram
{
    private const int LeastAttempts = 20;
    private const int MostAttempts = 5_000;
    private const int BufferLimit = 1 << 26;

    private readonly Violation _violation;
    private readonly Program _program;
    private readonly CCalls _calls;
    private readonly List<NoticeKey> _notices;

    private CProgram(Violation violation)
    {
        _violation = violation;
        _program = violation.Trial.Experiment.Program;
        _notices = [.. Signs.Asked(_program)];
        _calls = new CCalls(_program);
    }

    /// <summary>The text of the file; or why there can be none.</summary>
    public static (string? Text, string? Reason) Write(Violation violation)
    {
        if (CCalls.Reason(violation.Trial.Experiment.Program) is { } reason) return (null, reason);
        var signs = Signs.Of(violation);
        return signs.IsEmpty ? (null, "what was seen of it can only be told from what is permitted by judging the whole run") : (new CProgram(violation).Text(signs), null);
    }

    /// <summary>The text of a file that exits with 1 where these signs hold.</summary>
    public static string Write(Violation violation, ImmutableArray<Sign> signs) => new CProgram(violation).Text(signs);

    private string Text(ImmutableArray<Sign> signs)
    {
        using var stream = typeof(CProgram).Assembly.GetManifestResourceStream("Frame.c")!;
        using var reader = new StreamReader(stream);
        var frame = reader.ReadToEnd().ReplaceLineEndings("\n");
        var body = Body(signs);
        return Head(signs) + frame
            .Replace("@ATTEMPTS@", Number(Attempts), StringComparison.Ordinal)
            .Replace("@LIMIT@", Number(signs.Any(s => s is Pending) ? 1_500 : 4_000), StringComparison.Ordinal)
            .Replace("@SETTLE@", Number(_notices.Count > 0 ? 100 : 1), StringComparison.Ordinal)
            .Replace("@ENDS@", signs.Any(s => s is Killed) && Signs.AlwaysEnds(_program) ? "1" : "0", StringComparison.Ordinal)
            .Replace("@KILLER@", Killer(signs), StringComparison.Ordinal)
            .Replace("@CALLS@", Number(_calls.Keys.Count), StringComparison.Ordinal)
            .Replace("@NOTICES@", Number(_notices.Count), StringComparison.Ordinal)
            .Replace("@THREADS@", string.Join(", ", _program.Threads.Select(t => CText.Name("thread", t.Name))), StringComparison.Ordinal)
            .Replace("\"@WHAT@\"", CText.Text($"{_violation.Requirement} is broken: {_violation.Finding.Saw}"), StringComparison.Ordinal)
            .Replace("@PROGRAM@", body, StringComparison.Ordinal);
    }

    /// <summary>The signal that ended the process where that is the defect, unless the program sends it to itself.</summary>
    private string Killer(ImmutableArray<Sign> signs)
    {
        if (!signs.Any(s => s is Killed) || _violation.Trial.Performance.History.Events.LastOrDefault() is not AioSpec.Histories.End { Signo: { IsValid: true } signo }) return "SIGABRT";
        return Targets.Statements.Calls(_program).Any(c => c is Kill { Signo: var k } && k == signo || c is Sigqueue { Signo: var q } && q == signo) ? "SIGABRT" : CText.Signal(signo);
    }

    /// <summary>The signal that ended the process where that is not the defect; one that the parent takes for a crash is none.</summary>
    private Signo? Ender(ImmutableArray<Sign> signs) =>
        !signs.Any(s => s is Killed) && _violation.Trial.Performance.History.Events.LastOrDefault() is AioSpec.Histories.End { Signo: { IsValid: true } signo }
            && CText.Signal(signo) is not ("SIGKILL" or "SIGSEGV" or "SIGBUS" or "SIGABRT" or "SIGILL" or "SIGFPE") ? signo : null;

    private int Attempts => Math.Clamp((int)Math.Ceiling(12.0 * _violation.Of / Math.Max(1, _violation.Failed)), LeastAttempts, MostAttempts);

    private string Head(ImmutableArray<Sign> signs)
    {
        var requirement = Requirements.Find(_violation.Requirement);
        var lines = new List<string>
        {
            $"{_violation.Requirement}: {requirement?.Statement}",
            $"POSIX.1-2008, {requirement?.Clause}",
            "",
            $"Seen: {_violation.Finding.Saw}",
            $"Permitted: {_violation.Finding.Permitted}",
            $"Seen in {Explanation.Rate(_violation)}.",
            "",
            "Compile and run:  cc -Wall -Wextra -Werror -pthread defect.c -o defect && ./defect",
            "It exits with 1 when the defect shows, with 0 when it does not in all its attempts.",
        };
        return $"/*\n{string.Join('\n', lines.Select(l => (" * " + CText.Comment(l)).TrimEnd()))}\n */\n";
    }

    private string Body(ImmutableArray<Sign> signs)
    {
        var text = new StringBuilder();
        foreach (var variable in _calls.Variables) text.Append(CultureInfo.InvariantCulture, $"static int {variable} = -1;\n");
        foreach (var gate in _calls.Gates) text.Append(CultureInfo.InvariantCulture, $"static atomic_int {gate};\n");
        foreach (var cb in _calls.Blocks) text.Append(CultureInfo.InvariantCulture, $"static struct block *{CText.Name("cb", cb)};\n");
        foreach (var thread in _program.Threads.Where(t => _calls.IsCanceled(t.Name))) text.Append(CultureInfo.InvariantCulture, $"static pthread_t {CText.Name("id", thread.Name)};\n");
        foreach (var function in _program.Functions) text.Append(CultureInfo.InvariantCulture, $"HELPER void {CText.Name("body", function.Name)}(void);\n");
        Functions(text);
        foreach (var function in _program.Functions) Append(text, $"HELPER void {CText.Name("body", function.Name)}(void)", _calls.Statements(function.Name, function.Body));
        foreach (var thread in _program.Threads) Thread(text, thread);
        SetUp(text, signs);
        Append(text, "static int defect(void)", [$"return {string.Join("\n        && ", signs.Select(Condition))};"]);
        Append(text, "static void clear(void)", [.. _program.Files.Where(f => CCalls.Device(f.Kind) is null).Select(f => $"{(f.Kind == FileKind.Directory ? "rmdir" : "unlink")}({CText.Text(CCalls.Path(f.Path))});"), .. _calls.Created.Select(p => $"unlink({CText.Text(p)});")]);
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>Each function of the program as a notification function and as a signal handler.</summary>
    private void Functions(StringBuilder text)
    {
        for (var i = 0; i < _program.Functions.Length; i++)
        {
            var name = _program.Functions[i].Name;
            Append(text, $"HELPER void {CText.Name("function", name)}(union sigval value)", [$"note(0, {Number(i + 1)}, value);", $"{CText.Name("body", name)}();"]);
            Append(text, $"HELPER void {CText.Name("handler", name)}(int signo, siginfo_t *info, void *context)",
                ["(void)context;", "int error = errno;", "note(signo, 0, info->si_value);", $"{CText.Name("body", name)}();", "errno = error;"]);
        }

        Append(text, "HELPER void handler_(int signo, siginfo_t *info, void *context)", ["(void)context;", "note(signo, 0, info->si_value);"]);
    }

    private void Thread(StringBuilder text, ThreadSpec thread)
    {
        var lines = new List<string> { "(void)unused;" };
        if (_calls.IsCanceled(thread.Name)) lines.Add($"{CText.Name("id", thread.Name)} = pthread_self();");
        lines.Add("pthread_sigmask(SIG_SETMASK, &unblocked, NULL);");
        lines.Add("pthread_cleanup_push(finished, NULL);");
        lines.AddRange(_calls.Statements(thread.Name, thread.Body));
        lines.Add("pthread_cleanup_pop(1);");
        lines.Add("return NULL;");
        Append(text, $"static void *{CText.Name("thread", thread.Name)}(void *unused)", lines);
    }

    private void SetUp(StringBuilder text, ImmutableArray<Sign> signs)
    {
        var lines = new List<string>();
        if (Ender(signs) is { } ender) lines.Add($"signal({CText.Signal(ender)}, ended_by);");
        foreach (var file in _program.Files.Where(f => CCalls.Device(f.Kind) is null))
        {
            var path = CText.Text(CCalls.Path(file.Path));
            if (file.Kind == FileKind.Directory) lines.Add($"if (mkdir({path}, 0700) != 0) _exit(2);");
            else
            {
                lines.Add("{");
                lines.Add($"    unsigned char *bytes = calloc(1, {Number(file.Content.Length + 1)});");
                lines.Add("    if (bytes == NULL) _exit(2);");
                lines.AddRange(CText.Fill("bytes", file.Content).Select(l => "    " + l));
                lines.Add($"    make_file({path}, bytes, {Number(file.Content.Length)});");
                lines.Add("    free(bytes);");
                lines.Add("}");
            }
        }

        lines.AddRange(_calls.Blocks.Select(cb => $"{CText.Name("cb", cb)} = block({Number(_calls.BufferOf(cb, BufferLimit))});"));
        for (var i = 0; i < _notices.Count; i++)
        {
            var (signo, function) = (_notices[i].Function is null ? CText.Signal(_notices[i].Signo) : "0", FunctionNumber(_notices[i].Function));
            lines.Add($"notices[{Number(i)}].signo = {signo}; notices[{Number(i)}].function = {Number(function)}; notices[{Number(i)}].value = {_calls.Value(_notices[i].Value)};");
        }

        Append(text, "static void set_up(void)", lines);
    }

    private int FunctionNumber(string? name) => name is null ? 0 : _program.Functions.ToList().FindIndex(f => f.Name == name) + 1;

    private string Condition(Sign sign) => sign switch
    {
        // Asked by nobody in the program, but when all was over.
        Returned { Key: var key } s when _calls.NumberOf(key) < 0 => $"ends_with(&{CText.Name("cb", key.What.Split(' ')[^1])}->cb, {Number(s.Value)}) /* {CText.Comment(key.What)} */",
        Returned s => $"returned({Number(_calls.NumberOf(s.Key))}, {Number(s.Nth)}, {Value(s.Key, s.Value)}, {Error(s.Value, s.Errno)}) /* {CText.Comment(s.Key.What)} */",
        ReturnedAfter s => $"returned_after({Number(_calls.NumberOf(s.Key))}, {Value(s.Key, s.Value)}, {Error(s.Value, s.Errno)}, {Number(_calls.NumberOf(s.BeforeKey))}, {Value(s.BeforeKey, s.BeforeValue)}, {Error(s.BeforeValue, s.BeforeErrno)}) /* {CText.Comment($"{s.BeforeKey.What}, {s.Key.What}")} */",
        Brought s => $"returned_bytes({Number(_calls.NumberOf(s.Key))}, {Number(s.Nth)}, {CText.Hash(s.Bytes)}) /* {CText.Comment(s.Key.What)} */",
        Pending s => $"pending({Number(_calls.NumberOf(s.Key))}) /* {CText.Comment(s.Key.What)} */",
        Notified s => $"atomic_load(&notices[{Number(_notices.IndexOf(s.Key) is >= 0 and var at ? at : _notices.Count)}].times) == {Number(s.Times)}",
        FileIs s => $"file_is({CText.Text(CCalls.Path(s.Path))}, {Number(s.Content.Length)}, {CText.Hash(s.Content)})",
        _ => "0 /* The process is killed: the parent sees that. */",
    };

    private static string Error(long value, Errno errno) => value == -1 && errno != Errno.None ? errno.ToString() : "-1";

    private static void Append(StringBuilder text, string head, IEnumerable<string> lines)
    {
        text.Append('\n').Append(head).Append("\n{\n");
        foreach (var line in lines) text.Append("    ").Append(line).Append('\n');
        text.Append("}\n");
    }

    /// <summary>What a call returned; a signal by its name, for its number is another one elsewhere.</summary>
    private static string Value(CallKey key, long value) =>
        value > 0 && key.What.StartsWith("sigtimedwait ", StringComparison.Ordinal) ? CText.Signal(new Signo((int)value)) : Number(value);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
