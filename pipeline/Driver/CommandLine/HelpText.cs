using System.Text;

namespace Sluice.Driver.CommandLine;

/// <summary>What <c>--help</c> prints. Pure.</summary>
public static class HelpText
{
    /// <summary>What <c>--version</c> prints.</summary>
    /// <param name="runner">What runs the tasks, with a type of its assembly.</param>
    public static string Version((string Name, Type Type) runner) =>
        $"Sluice {VersionOf(typeof(HelpText))}, {runner.Name} {VersionOf(runner.Type)}, .NET {Environment.Version}\n";

    /// <summary>Usage, options, targets, exit codes.</summary>
    public static string Of(HostParts parts)
    {
        var text = new StringBuilder("Usage: ./build.sh [--target=T] [options]\n\nOptions:\n");
        foreach (var option in parts.Features.Options)
        {
            var names = string.Join(", ", option.Aliases.Prepend(option.Name));
            var left = option.Value is null ? names : $"{names} {option.Value}";
            // A long left side gets a line of its own, so that the right one stays a column.
            text.Append(left.Length > 34 ? $"  {left}\n{"", 36}" : $"  {left, -34}")
                .Append($" {option.Description}");
            text.Append(option.Setting is { } setting ? $" [{setting}]\n" : "\n");
        }
        text.Append("\nTargets:\n");
        foreach (var target in parts.Targets.OrderBy(t => t.Name, StringComparer.Ordinal))
            text.Append($"  {target.Name, -34} {target.Description}\n");
        text.Append(
            """

            [section.setting] is the setting that an option stands for, as in --set section.setting=VALUE.
            Settings are read from configs/SECTION.yaml, then --config, --profile, the environment
            (SLUICE_AUGMENT__SEED=7 is augment.seed), then --set; later ones win.
            Exit codes: 0 done or up to date, 1 a unit failed or Fsck found something, 2 bad usage,
            configuration or input, 3 a cluster or server refused, 130 interrupted.

            """
        );
        return text.ToString();
    }

    private static string VersionOf(Type type) =>
        type.Assembly.GetName().Version?.ToString(3) ?? "unknown";
}
