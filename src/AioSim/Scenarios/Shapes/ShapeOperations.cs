namespace AioSim.Scenarios.Shapes;

/// <summary>Ways to make a form out of another.</summary>
internal static class ShapeOperations
{
    /// <summary>The form, for writing used only where a condition holds.</summary>
    public static Shape<T> When<T>(this Shape<T> shape, Func<T, bool> condition) => new As<T, T>(shape, v => v, v => v) { If = condition };

    /// <summary>A word that stands for one value, among other forms.</summary>
    public static Shape<T> OneWord<T>(string word, T value)
        where T : notnull => new As<T, T>(Words.Constants.Choice(word, (word, value)), v => v, v => v) { If = v => v.Equals(value), Word = word };
}
