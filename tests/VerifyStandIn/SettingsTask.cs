using System.Runtime.CompilerServices;

namespace VerifyTests;

/// <summary>A comparison that begins when it is awaited, so that settings may follow the call of Verify.</summary>
public sealed class SettingsTask
{
    private readonly VerifySettings settings;
    private readonly Func<VerifySettings, Task> compare;
    private Task? task;

    internal SettingsTask(VerifySettings settings, Func<VerifySettings, Task> compare)
    {
        this.settings = settings;
        this.compare = compare;
    }

    /// <inheritdoc cref="VerifySettings.UseDirectory"/>
    public SettingsTask UseDirectory(string directory) => With(s => s.UseDirectory(directory));

    /// <inheritdoc cref="VerifySettings.UseFileName"/>
    public SettingsTask UseFileName(string fileName) => With(s => s.UseFileName(fileName));

    /// <inheritdoc cref="VerifySettings.UseMethodName"/>
    public SettingsTask UseMethodName(string name) => With(s => s.UseMethodName(name));

    /// <inheritdoc cref="VerifySettings.UseParameters"/>
    public SettingsTask UseParameters(params object?[] parameters) => With(s => s.UseParameters(parameters));

    /// <inheritdoc cref="VerifySettings.UseTextForParameters"/>
    public SettingsTask UseTextForParameters(string parametersText) => With(s => s.UseTextForParameters(parametersText));

    /// <summary>Begins the comparison, once.</summary>
    public Task ToTask() => task ??= compare(settings);

    /// <summary>Begins the comparison, once.</summary>
    public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();

    /// <summary>Begins the comparison, once.</summary>
    public ConfiguredTaskAwaitable ConfigureAwait(bool continueOnCapturedContext) =>
        ToTask().ConfigureAwait(continueOnCapturedContext);

    /// <summary>Lets a test return what Verify returned.</summary>
    public static implicit operator Task(SettingsTask settingsTask) => settingsTask.ToTask();

    private SettingsTask With(Action<VerifySettings> choose)
    {
        choose(settings);
        return this;
    }
}
