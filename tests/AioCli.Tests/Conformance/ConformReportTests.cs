using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using AioCli.Conformance.Findings;
using AioCli.Conformance.Reports;
using AioCli.Reports;
using AioCli.Tests.Reports;
using AioSim.Tests.Scenarios;

namespace AioCli.Tests.Conformance;

/// <summary>The reports of a campaign, held against what those who read them take.</summary>
public sealed class ConformReportTests
{
    private static readonly LedgerComparison s_ledger = Ledger.Read(
        "ledger: 1\ndivergences:\n  - { requirement: LIO-01, reason: known, see: here }\n  - { requirement: READ-03, reason: old, see: there }\n", "ledger.yaml").Compare(Result);

    private static ConformanceResult Result => ConformanceCampaignTests.Broken.Value;

    [Fact]
    public void The_page_is_valid_and_needs_nothing_from_elsewhere()
    {
        Assert.Empty(new WebPage(ConformHtml.Page(Result, null)).Mistakes());
        Assert.Empty(new WebPage(ConformHtml.Page(Result, s_ledger)).Mistakes());
    }

    [Fact]
    public void The_page_can_be_read_in_light_and_dark() => Assert.Empty(new WebPage(ConformHtml.Page(Result, null)).PoorContrasts());

    [Fact]
    public void The_page_has_each_requirement_with_its_clause_and_each_part_that_is_promised()
    {
        var page = new WebPage(ConformHtml.Page(Result, null));

        var rows = page.All("tr").Select(r => r.Elements().Select(c => c.Value).ToArray()).ToList();
        Assert.All(Result.Requirements, r => Assert.Contains(rows, row => row[0] == r.Requirement.Id && row[^1] == r.Requirement.Clause));
        Assert.Equal(
            ["By group", "Violations", "Requirements", "Choices that the standard leaves", "What the target cannot do", "Coverage"],
            page.All("h2").Select(h => h.Value));
        var proof = page.All("rect").Where(r => (string?)r.Attribute("class") == "proof").ToList();
        Assert.Contains(proof, r => r.Value.Contains("lio_listio", StringComparison.Ordinal));
        Assert.Contains(page.All("text"), t => t.Value.StartsWith("lio_listio(", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<p><table></table></p>", "table in p")]
    [InlineData("<a href=\"#nowhere\">x</a>", "link to #nowhere")]
    [InlineData("<a href=\"https://elsewhere\">x</a>", "link to https://elsewhere")]
    [InlineData("<table><tbody><tr><th>a</th></tr></tbody></table>", "head 'a' without scope or text")]
    [InlineData("<h3>deep</h3>", "h3 after h1")]
    public void What_is_wrong_with_a_page_is_seen(string part, string mistake)
    {
        var page = new WebPage($"<html lang=\"en\"><head><title>t</title><style></style></head><body><main><h1>t</h1>{part}</main></body></html>");

        Assert.Contains(mistake, page.Mistakes());
    }

    [Fact]
    public void The_JSON_is_as_its_schema_says()
    {
        var schema = new JsonSchema(JsonDocument.Parse(File.ReadAllText(Here("result.schema.json"))).RootElement);

        Assert.Null(schema.Wrong(Json(null)));
        Assert.Null(schema.Wrong(Json(s_ledger)));
        Assert.Equal(Result.Requirements.Length, Json(null).GetProperty("requirements").GetArrayLength());
    }

    [Fact]
    public void JUnit_XML_is_as_those_who_read_it_expect()
    {
        Assert.Empty(Mistakes(Junit([.. ConformCases.Of(Result, null), .. ConformCases.Of(Result, s_ledger)])));

        Case[] every =
        [
            new("a", "passes", CaseStatus.Pass, []),
            new("a", "fails \u0001 <&\"", CaseStatus.Fail, [new Problem("READ-01", "]]> \u0000", null)]) { Trace = ["1 T1 > x"], Again = "aiosim" },
            new("b", "told nothing", CaseStatus.Inconclusive, []),
            new("b", "wrong", CaseStatus.Error, [new Problem(Rules.Input, "no", null)]),
            new("b", "cannot", CaseStatus.NotApplicable, []),
        ];
        var junit = Junit(every);
        Assert.Empty(Mistakes(junit));
        Assert.Equal(("1", "2", "1"), ((string?)junit.Root!.Elements().First().Attribute("failures"), (string?)junit.Root.Elements().Last().Attribute("errors"), (string?)junit.Root.Elements().Last().Attribute("skipped")));
    }

    [Fact]
    public void A_report_that_others_could_not_read_is_refused()
    {
        var junit = Junit([new Case("a", "passes", CaseStatus.Pass, [])]);
        junit.Root!.Elements().Single().Attribute("tests")!.Remove();
        junit.Root.Elements().Single().Elements().Single().Add(new XElement("inconclusive"));

        Assert.Equal(2, Mistakes(junit).Count);
    }

    private static JsonElement Json(LedgerComparison? comparison)
    {
        using var stream = new MemoryStream();
        ConformJson.Write(stream, Result, comparison);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    private static XDocument Junit(Case[] cases)
    {
        using var stream = new MemoryStream();
        JUnitReport.Write(stream, cases);
        stream.Position = 0;
        return XDocument.Load(stream);
    }

    private static List<string> Mistakes(XDocument junit)
    {
        var schemas = new XmlSchemaSet();
        using (var reader = XmlReader.Create(Here("junit.xsd"))) schemas.Add(null, reader);
        var mistakes = new List<string>();
        junit.Validate(schemas, (_, e) => mistakes.Add(e.Message));
        return mistakes;
    }

    private static string Here(string name) => Path.Combine(AppContext.BaseDirectory, name);
}
