using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace AioCli.Tests.Reports;

/// <summary>A page that is written so that it is XML, too: what can be wrong with its structure, without a browser.</summary>
internal sealed partial class WebPage
{
    private static readonly Dictionary<string, string[]> s_parents = new(StringComparer.Ordinal)
    {
        ["tr"] = ["thead", "tbody"],
        ["th"] = ["tr"],
        ["td"] = ["tr"],
        ["thead"] = ["table"],
        ["tbody"] = ["table"],
        ["dt"] = ["dl"],
        ["dd"] = ["dl"],
        ["summary"] = ["details"],
        ["main"] = ["body"],
        ["style"] = ["head"],
    };

    private static readonly string[] s_blocks = ["p", "table", "dl", "details", "pre", "h1", "h2", "h3", "div"];

    private readonly XDocument _page;

    /// <summary>Reads it.</summary>
    public WebPage(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        _page = XDocument.Load(reader);
    }

    /// <summary>Its elements by their names.</summary>
    public IEnumerable<XElement> All(string name) => _page.Descendants().Where(e => e.Name.LocalName == name);

    /// <summary>All that is wrong.</summary>
    public IEnumerable<string> Mistakes() => [.. Nesting(), .. Links(), .. Outside(), .. Readers()];

    /// <summary>The ratios of contrast of WCAG 2 that are below 4.5: each colour of text on each ground, in light and dark.</summary>
    public IEnumerable<string> PoorContrasts()
    {
        var schemes = Scheme().Matches(All("style").Single().Value);
        if (schemes.Count != 2) yield return "there are not two schemes of colours";
        foreach (Match scheme in schemes)
        {
            var colours = Colour().Matches(scheme.Value).ToDictionary(c => c.Groups[1].Value, c => c.Groups[2].Value);
            foreach (var ground in new[] { "paper", "soft" })
            {
                foreach (var text in new[] { "ink", "faint", "good", "bad", "doubt", "accent" })
                {
                    var ratio = Ratio(Luminance(colours[text]), Luminance(colours[ground]));
                    if (ratio < 4.5) yield return string.Create(CultureInfo.InvariantCulture, $"{text} {colours[text]} on {ground} {colours[ground]}: {ratio:0.00}");
                }
            }
        }
    }

    private IEnumerable<string> Nesting()
    {
        foreach (var element in _page.Descendants())
        {
            var (name, parent) = (element.Name.LocalName, element.Parent?.Name.LocalName ?? "");
            if (s_parents.TryGetValue(name, out var parents) && !parents.Contains(parent)) yield return $"{name} in {parent}";
            if (s_blocks.Contains(name) && element.Ancestors().Any(a => a.Name.LocalName is "p" or "h1" or "h2" or "h3" or "span" or "pre" or "dt")) yield return $"{name} in {parent}";
        }

        foreach (var table in All("table"))
        {
            var widths = table.Descendants().Where(e => e.Name.LocalName == "tr").Select(r => r.Elements().Count()).Distinct();
            if (widths.Count() != 1) yield return $"rows of {string.Join(" and ", widths)} cells";
        }
    }

    private IEnumerable<string> Links()
    {
        var ids = _page.Descendants().Select(e => (string?)e.Attribute("id")).OfType<string>().ToList();
        foreach (var id in ids.GroupBy(i => i, StringComparer.Ordinal).Where(g => g.Count() > 1)) yield return $"id {id.Key} twice";
        foreach (var link in All("a").Select(a => (string?)a.Attribute("href") ?? "").Where(h => !h.StartsWith('#') || !ids.Contains(h[1..]))) yield return $"link to {link}";
    }

    /// <summary>Nothing is fetched from anywhere.</summary>
    private IEnumerable<string> Outside()
    {
        foreach (var element in _page.Descendants().Where(e => e.Name.LocalName is "script" or "link" or "img" or "iframe" or "object" or "base")) yield return element.Name.LocalName;
        foreach (var attribute in _page.Descendants().Attributes().Where(a => a.Name.LocalName is "src" or "action" or "style" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal))) yield return $"attribute {attribute.Name.LocalName}";
        if (Fetched().IsMatch(All("style").Single().Value)) yield return "the style fetches something";
    }

    /// <summary>Those who do not see it, or have no mouse.</summary>
    private IEnumerable<string> Readers()
    {
        if ((string?)_page.Root!.Attribute("lang") is null) yield return "no language";
        if (All("title").First().Value.Length == 0) yield return "no title";
        if (All("main").Count() != 1) yield return "no main";
        foreach (var th in All("th").Where(t => (string?)t.Attribute("scope") is null || t.Value.Length == 0)) yield return $"head '{th.Value}' without scope or text";
        foreach (var svg in All("svg").Where(s => (string?)s.Attribute("role") != "img" || string.IsNullOrEmpty((string?)s.Attribute("aria-label")))) yield return "a drawing without a label";
        foreach (var box in All("div").Where(d => (string?)d.Attribute("class") == "scroll" && ((string?)d.Attribute("tabindex") != "0" || (string?)d.Attribute("aria-label") is null))) yield return "a box that cannot be reached by the keyboard";
        var level = 0;
        foreach (var heading in _page.Descendants().Where(e => e.Name.LocalName is "h1" or "h2" or "h3" or "h4"))
        {
            var now = heading.Name.LocalName[1] - '0';
            if (now > level + 1) yield return $"{heading.Name.LocalName} after h{level}";
            level = now;
        }
    }

    private static double Ratio(double a, double b) => (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

    private static double Luminance(string colour)
    {
        var parts = Enumerable.Range(0, 3).Select(i => int.Parse(colour.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex(@":root \{[^}]*\}")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"--(\w+): (#[0-9a-f]{6})")]
    private static partial Regex Colour();

    [GeneratedRegex(@"url\(|@import")]
    private static partial Regex Fetched();
}
