using Spectre.Console.Rendering;

namespace AioCli.Drawing;

/// <summary>A line that is not broken at the width: what is copied from it (a path, a command) stays whole.</summary>
internal sealed class Line(params Part[] parts) : IRenderable
{
    /// <inheritdoc/>
    public Measurement Measure(RenderOptions options, int maxWidth)
    {
        var width = parts.Sum(p => p.Printable.Length);
        return new Measurement(width, width);
    }

    /// <inheritdoc/>
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        [.. parts.Select(p => new Segment(p.Printable, p.Tone.Style())), Segment.LineBreak];
}
