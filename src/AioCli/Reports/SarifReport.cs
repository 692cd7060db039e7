using System.Text.Json;
using AioCli.Shell;
using AioSpec.Catalogue;

namespace AioCli.Reports;

/// <summary>SARIF 2.1.0: a result for everything that is wrong, at its place in a file.</summary>
internal static class SarifReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(Stream stream, IReadOnlyCollection<Case> cases) => JsonReport.Write(stream, json =>
    {
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.Array("runs", [cases], Run);
    });

    private static void Run(Utf8JsonWriter json, IReadOnlyCollection<Case> cases)
    {
        var results = cases.SelectMany(c => c.Problems.Select(p => (Case: c, Problem: p))).ToList();
        json.Object("tool", tool => tool.Object("driver", driver =>
        {
            driver.WriteString("name", "aiosim");
            driver.WriteString("version", ProductVersion.Text);
            driver.Array("rules", results.Select(r => r.Problem.Rule).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), Rule);
        }));
        json.Array("results", results, (j, r) => Result(j, r.Case, r.Problem));
    }

    private static void Rule(Utf8JsonWriter json, string id)
    {
        json.WriteString("id", id);
        if (Requirements.Find(id) is not { } requirement) return;
        json.Object("shortDescription", d => d.WriteString("text", requirement.Statement));
    }

    private static void Result(Utf8JsonWriter json, Case one, Problem problem)
    {
        json.WriteString("ruleId", problem.Rule);
        json.WriteString("level", one.Status == CaseStatus.Inconclusive ? "warning" : "error");
        json.Object("message", m => m.WriteString("text", problem.Message));
        json.Array("locations", [problem], (j, p) => j.Object("physicalLocation", place =>
        {
            place.Object("artifactLocation", artifact => artifact.WriteString("uri", Uri(p.Place?.File ?? one.File)));
            if (p.Place is null) return;
            place.Object("region", region =>
            {
                region.WriteNumber("startLine", p.Place.Line);
                region.WriteNumber("startColumn", p.Place.Column);
            });
        }));
    }

    /// <summary>A relative path as a relative reference, a full one as a file URI.</summary>
    private static string Uri(string path)
    {
        var escaped = string.Join('/', path.Replace('\\', '/').Split('/').Select(System.Uri.EscapeDataString));
        return Path.IsPathRooted(path) ? "file://" + (escaped.StartsWith('/') ? "" : "/") + escaped : escaped;
    }
}
