using System.Globalization;
using System.Text;
using AioCli.Conformance.Findings;
using AioSpec.Catalogue;

namespace AioCli.Conformance.Reports;

/// <summary>
/// What <c>conform --html</c> writes: one file without network, for dark and light. It is the same for the same result, but
/// for the result's own counts and seconds.
/// </summary>
internal static class ConformHtml
{
    /// <summary>Writes it.</summary>
    public static void Write(Stream stream, ConformanceResult result, LedgerComparison? comparison)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.Write(Page(result, comparison));
    }

    /// <summary>The page.</summary>
    public static string Page(ConformanceResult result, LedgerComparison? comparison)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        html.Append(CultureInfo.InvariantCulture, $"<title>Conformance of {E(result.Target)}</title>\n<style>\n{Style()}</style>\n</head>\n<body>\n<main>\n");
        Head(html, result);
        Summary(html, result);
        Violations(html, result, comparison);
        Table(html, result);
        Choices(html, result);
        Coverage(html, result);
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static string Style()
    {
        using var reader = new StreamReader(typeof(ConformHtml).Assembly.GetManifestResourceStream("Report.css")!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static void Head(StringBuilder html, ConformanceResult result)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h1>Conformance of {E(result.Target)}</h1>\n<p class=\"faint\">{E(result.Implementation)} · POSIX.1-2008 asynchronous I/O · {result.Programs} programs, {result.Calls} calls · seed {result.Seed} · {result.Seconds:0.0} s{(result.Interrupted ? " · interrupted" : "")}{(result.Lost is { } lost ? $" · {E(lost.Message)}" : "")}</p>\n");
    }

    private static void Summary(StringBuilder html, ConformanceResult result)
    {
        html.Append("<h2>By group</h2>\n<table>\n<thead><tr><th scope=\"col\">group</th><th scope=\"col\">about</th>");
        foreach (var status in RequirementStatuses.All) html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" class=\"number\">{status.Word()}</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var group in result.Requirements.GroupBy(r => r.Requirement.Group))
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td><a href=\"#{group.Key.Name}\">{group.Key.Name}</a></td><td class=\"faint\">{E(group.Key.Title)}</td>");
            Counts(html, [.. group]);
        }

        html.Append("<tr><td><b>all</b></td><td></td>");
        Counts(html, [.. result.Requirements]);
        html.Append("</tbody>\n</table>\n");
    }

    private static void Counts(StringBuilder html, List<RequirementResult> requirements)
    {
        foreach (var status in RequirementStatuses.All)
        {
            var number = requirements.Count(r => r.Status == status);
            html.Append(CultureInfo.InvariantCulture, $"<td class=\"number {(number > 0 ? status.Word() : "faint")}\">{(number > 0 ? number.ToString(CultureInfo.InvariantCulture) : "·")}</td>");
        }

        html.Append("</tr>\n");
    }

    private static void Violations(StringBuilder html, ConformanceResult result, LedgerComparison? comparison)
    {
        html.Append("<h2>Violations</h2>\n");
        if (result.Violations.IsEmpty) html.Append("<p class=\"pass\">No requirement is broken.</p>\n");
        foreach (var violation in result.Violations)
        {
            var requirement = Requirements.Find(violation.Requirement);
            var known = comparison?.Known.Contains(violation.Requirement) ?? false;
            html.Append(CultureInfo.InvariantCulture, $"<h3 id=\"v-{violation.Requirement}\"><span class=\"fail\">{violation.Requirement}</span> {E(requirement?.Statement ?? "")}</h3>\n<dl>");
            Fact(html, "clause", requirement?.Clause ?? "");
            Fact(html, "seen", violation.Finding.Saw);
            Fact(html, "permitted", violation.Finding.Permitted);
            Fact(html, "proof", string.Join("\n", Explanation.Proof(violation)));
            Fact(html, "rate", $"{Explanation.Rate(violation)}, from {violation.Source}");
            if (comparison is not null) Fact(html, "ledger", known ? "known" : "not known");
            html.Append(CultureInfo.InvariantCulture, $"</dl>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"timeline of {violation.Requirement}\">\n").Append(Timeline.Draw(violation.Trial.Performance.History, violation.Finding.Evidence)).Append("\n</div>\n");
            Fold(html, "the smallest program, as a scenario", Explanation.Scenario(violation));
            Fold(html, "the history", Explanation.History(violation));
        }
    }

    private static void Fact(StringBuilder html, string name, string value) => html.Append(CultureInfo.InvariantCulture, $"<dt>{name}</dt><dd>{E(value)}</dd>");

    private static void Fold(StringBuilder html, string title, string text) => html.Append(CultureInfo.InvariantCulture, $"<details><summary>{title}</summary><pre>{E(text)}</pre></details>\n");

    private static void Table(StringBuilder html, ConformanceResult result)
    {
        html.Append("<h2>Requirements</h2>\n");
        foreach (var group in result.Requirements.GroupBy(r => r.Requirement.Group))
        {
            html.Append(CultureInfo.InvariantCulture, $"<h3 id=\"{group.Key.Name}\">{group.Key.Name} <span class=\"faint\">{E(group.Key.Title)}</span></h3>\n<table>\n<thead><tr><th scope=\"col\">id</th><th scope=\"col\">status</th><th scope=\"col\">requirement</th><th scope=\"col\">strength</th><th scope=\"col\">clause</th></tr></thead>\n<tbody>\n");
            foreach (var r in group)
            {
                var status = r.Status == RequirementStatus.Fail ? $"<a class=\"fail\" href=\"#v-{r.Requirement.Id}\">fail</a>" : r.Status.Word();
                var reason = r.Reason is null ? "" : $"<br/><span class=\"faint\">{E(r.Reason)}</span>";
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{r.Requirement.Id}</td><td class=\"{r.Status.Word()}\">{status}</td><td>{E(r.Requirement.Statement)}{reason}</td><td>{E(r.Requirement.StatedStrength)}</td><td>{E(r.Requirement.Clause)}</td></tr>\n");
            }

            html.Append("</tbody>\n</table>\n");
        }
    }

    private static void Choices(StringBuilder html, ConformanceResult result)
    {
        html.Append("<h2>Choices that the standard leaves</h2>\n<table>\n<thead><tr><th scope=\"col\">choice</th><th scope=\"col\">seen</th></tr></thead>\n<tbody>\n");
        foreach (var choice in result.Choices) html.Append(CultureInfo.InvariantCulture, $"<tr><td>{choice.Point}</td><td>{(choice.Seen.IsEmpty ? $"<span class=\"faint\">{E(choice.Text)}</span>" : E(choice.Text))}</td></tr>\n");
        html.Append("</tbody>\n</table>\n");
        if (result.Lacks.IsEmpty) return;
        html.Append("<h2>What the target cannot do</h2>\n<table>\n<thead><tr><th scope=\"col\">feature</th><th scope=\"col\">reason</th></tr></thead>\n<tbody>\n");
        foreach (var (feature, reason) in result.Lacks) html.Append(CultureInfo.InvariantCulture, $"<tr><td>{feature}</td><td>{E(reason)}</td></tr>\n");
        html.Append("</tbody>\n</table>\n");
    }

    private static void Coverage(StringBuilder html, ConformanceResult result)
    {
        var coverage = result.Coverage;
        html.Append(CultureInfo.InvariantCulture, $"<h2>Coverage</h2>\n<p>{coverage.Reached.Length} of {coverage.Reached.Length + coverage.Missed.Length} classes and pairs of classes of input, {coverage.PairsReached} of {coverage.Pairs} pairs of the design.</p>\n");
        Fold(html, "reached", string.Join('\n', coverage.Reached));
        if (!coverage.Missed.IsEmpty) Fold(html, "not reached", string.Join('\n', coverage.Missed));
        if (!coverage.OutOfReach.IsEmpty) Fold(html, "out of the target's reach", string.Join('\n', coverage.OutOfReach));
        foreach (var (what, times, first) in result.Troubles) html.Append(CultureInfo.InvariantCulture, $"<p class=\"unresolved\">{times} runs could not be judged to their end: {E(what)}; first {E(first)}</p>\n");
    }

    private static string E(string text) => Timeline.Escape(text);
}
