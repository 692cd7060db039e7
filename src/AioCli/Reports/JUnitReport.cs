using System.Globalization;
using System.Text;
using System.Xml;

namespace AioCli.Reports;

/// <summary>
/// JUnit XML: a suite a file, a case a scenario or history. What is inconclusive is an error there, never a pass. Without times,
/// so that the same run gives the same file.
/// </summary>
internal static class JUnitReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(Stream stream, IReadOnlyCollection<Case> cases)
    {
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false), CloseOutput = false };
        using var xml = XmlWriter.Create(stream, settings);
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "aiosim");
        Count(xml, cases);
        foreach (var suite in cases.GroupBy(c => c.File, StringComparer.Ordinal)) Suite(xml, suite.Key, [.. suite]);
        xml.WriteEndElement();
        xml.WriteWhitespace("\n");
    }

    private static void Suite(XmlWriter xml, string file, List<Case> cases)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Text(file));
        Count(xml, cases);
        Number(xml, "skipped", cases.Count(c => c.Status == CaseStatus.NotApplicable));
        foreach (var one in cases) TestCase(xml, one);
        xml.WriteEndElement();
    }

    private static void Count(XmlWriter xml, IReadOnlyCollection<Case> cases)
    {
        Number(xml, "tests", cases.Count);
        Number(xml, "failures", cases.Count(c => c.Status == CaseStatus.Fail));
        Number(xml, "errors", cases.Count(c => c.Status is CaseStatus.Error or CaseStatus.Inconclusive));
    }

    private static void TestCase(XmlWriter xml, Case one)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Text(one.File));
        xml.WriteAttributeString("name", Text(one.Name));
        if (one.Status == CaseStatus.NotApplicable)
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", Text(one.Problems.FirstOrDefault()?.Message ?? one.Status.Word()));
            xml.WriteEndElement();
        }
        else if (one.Status != CaseStatus.Pass)
        {
            xml.WriteStartElement(one.Status == CaseStatus.Fail ? "failure" : "error");
            xml.WriteAttributeString("type", one.Problems.FirstOrDefault()?.Rule ?? one.Status.Word());
            xml.WriteAttributeString("message", Text(one.Problems.FirstOrDefault()?.Message ?? one.Status.Word()));
            xml.WriteString(Text(Body(one)));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Body(Case one)
    {
        var lines = one.Problems.Select(Sentence).ToList();
        if (one.Trace.Length > 0) lines.AddRange(["", "the end of the trace:", .. one.Trace]);
        if (one.Again is { } again) lines.AddRange(["", $"again: {again}"]);
        return "\n" + string.Join('\n', lines) + "\n";
    }

    /// <summary>What is wrong with an input file is told with its place already.</summary>
    private static string Sentence(Problem problem) => problem.Place is { } place && problem.Rule != Rules.Input
        ? string.Create(CultureInfo.InvariantCulture, $"{place.File}({place.Line},{place.Column}): {problem.Rule}: {problem.Message}")
        : $"{problem.Rule}: {problem.Message}";

    private static void Number(XmlWriter xml, string name, int number) =>
        xml.WriteAttributeString(name, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Names of files and threads come from outside, and not every character can stand in XML.</summary>
    private static string Text(string text) =>
        string.Concat(text.EnumerateRunes().Select(r => r.IsBmp && !XmlConvert.IsXmlChar((char)r.Value) ? Rune.ReplacementChar : r));
}
