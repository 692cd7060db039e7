using Spectre.Console;
using Spectre.Console.Rendering;

namespace AioCli.Drawing;

/// <summary>Labels and what belongs to them, in two columns; long texts are broken within theirs.</summary>
internal sealed class Facts
{
    private const int Indent = 2;

    private readonly Grid _grid = new Grid()
        .AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(Indent, 0, 2, 0) })
        .AddColumn(new GridColumn { Padding = new Padding(0) });

    /// <summary>The drawing.</summary>
    public IRenderable Drawing => _grid;

    /// <summary>Adds one.</summary>
    public Facts Add(Part label, Part text)
    {
        _grid.AddRow(new Text(label.Printable, label.Tone.Style()), new Text(text.Printable, text.Tone.Style()));
        return this;
    }

    /// <summary>Adds several under one label, or nothing where there is none.</summary>
    public Facts Add(Part label, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            Add(label, text);
            label = "";
        }

        return this;
    }
}
