using Sluice.Engine.Configuration;
using Sluice.Workers.Augmentation;

namespace Sluice.Tasks;

/// <summary>Every section, bound.</summary>
/// <param name="Run">How stages run.</param>
/// <param name="Augment">What is augmented.</param>
public sealed record Settings(RunSettings Run, AugmentSettings Augment)
{
    /// <summary>Binds all sections, so that every violation is told at once.</summary>
    /// <exception cref="ConfigurationError">Something is wrong.</exception>
    public static Settings Bind(MapNode root, string workspace)
    {
        var binder = new SettingsBinder(workspace);
        var settings = new Settings(
            binder.Bind<RunSettings>(root.Find("run"), "run"),
            binder.Bind<AugmentSettings>(root.Find("augment"), "augment")
        );
        return binder.Violations.Count == 0
            ? settings
            : throw new ConfigurationError(binder.Violations);
    }
}
