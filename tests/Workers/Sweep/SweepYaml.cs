using Sluice.Engine.Configuration;
using Sluice.Workers.Axes;
using Sluice.Workers.Sweep;

namespace Sluice.Tests.Workers.Sweep;

/// <summary>Section <c>sweep</c> from YAML, as the host binds it.</summary>
internal static class SweepYaml
{
    /// <summary>A value as it stands behind a key.</summary>
    public static ConfigNode Node(string yaml) =>
        YamlReader.ReadText($"x: {yaml}", "t.yaml").Find("x")!;

    /// <summary>The section, and what is wrong with it as the user reads it.</summary>
    public static (SweepSettings Settings, IReadOnlyList<string> Violations) Bind(string yaml)
    {
        var binder = new SettingsBinder("/workspace");
        var settings = binder.Bind<SweepSettings>(
            YamlReader.ReadText(yaml, "t.yaml").Find("sweep"),
            "sweep"
        );
        return (settings, [.. binder.Violations.Select(v => v.ToString())]);
    }

    /// <summary>A section that is right.</summary>
    public static SweepSettings Settings(string yaml)
    {
        var (settings, violations) = Bind(yaml);
        Assert.Empty(violations);
        return settings;
    }

    /// <summary>The combinations of one stage's settings.</summary>
    public static IReadOnlyList<Combination> Combinations(
        string yaml,
        string workspace = "/nowhere",
        ICollection<string>? notes = null
    )
    {
        var settings = Settings(
            $"sweep:\n  command: x {{output}}\n  outputs: [x]\n  {yaml.ReplaceLineEndings("\n  ")}\n"
        );
        return Matrix.Of(settings, new AxisReader(workspace, new HashSet<string>()), notes ?? []);
    }
}
