namespace AioSpec.Text;

/// <summary>The text form of <see cref="Data"/>: docs/formats.md.</summary>
public static class DataText
{
    /// <summary>Prints it.</summary>
    public static string Print(Data data) => data.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
