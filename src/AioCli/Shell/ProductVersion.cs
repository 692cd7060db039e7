using System.Reflection;

namespace AioCli.Shell;

/// <summary>The version of this command.</summary>
internal static class ProductVersion
{
    /// <summary><c>1.2.3</c></summary>
    public static string Text { get; } =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
