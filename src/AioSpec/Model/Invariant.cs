using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AioSpec.Model;

/// <summary>
/// What must always hold inside our own code, checked in every build. An errno is a value and never an invariant; a broken
/// invariant is a mistake of ours, not of the program that is performed.
/// </summary>
public static class Invariant
{
    /// <summary>Throws <see cref="InvariantException"/> where the condition is false. The message costs nothing while it is true.</summary>
    public static void Holds([DoesNotReturnIf(false)] bool condition, [InterpolatedStringHandlerArgument(nameof(condition))] ref Message message)
    {
        if (!condition) throw new InvariantException(message.ToString());
    }

    /// <inheritdoc cref="Holds(bool, ref Message)"/>
    public static void Holds([DoesNotReturnIf(false)] bool condition, string message)
    {
        if (!condition) throw new InvariantException(message);
    }

    /// <summary>A message that is put together only where it is needed.</summary>
    [InterpolatedStringHandler]
    public ref struct Message
    {
        private DefaultInterpolatedStringHandler _text;

        /// <summary>Called by the compiler.</summary>
        public Message(int literalLength, int formattedCount, bool condition, out bool needed)
        {
            needed = !condition;
            _text = needed ? new(literalLength, formattedCount, System.Globalization.CultureInfo.InvariantCulture) : default;
        }

        /// <summary>Called by the compiler.</summary>
        public void AppendLiteral(string value) => _text.AppendLiteral(value);

        /// <summary>Called by the compiler.</summary>
        public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

        /// <inheritdoc/>
        public override string ToString() => _text.ToStringAndClear();
    }
}
