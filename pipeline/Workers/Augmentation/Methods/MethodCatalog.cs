using Sluice.Engine;
using Sluice.Workers.Augmentation.Methods.External;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>
/// Turns rows of augment_methods.yaml into methods. A row with a command runs that command, whatever its kind;
/// any other row runs the built-in method of its kind.
/// </summary>
public static class MethodCatalog
{
    private static readonly string[] s_libs = ["external", "nlpaug", "textattack"];

    /// <summary>Every known kind, built in or not, in ordinal order.</summary>
    public static IReadOnlyCollection<string> Kinds { get; } = [.. MethodKinds.ByName.Keys];

    /// <summary>Builds the method of a row, loading what it needs.</summary>
    /// <exception cref="UserError">
    /// The kind, the library or an argument is unknown or wrong, or the WordNet file is there but unusable.
    /// </exception>
    public static MethodResolution Resolve(MethodRow row, MethodResources resources)
    {
        var plan = Plan(row, resources, out var reason);
        return new() { Method = plan?.Invoke(resources), Reason = reason };
    }

    /// <summary>As <see cref="Resolve"/>, but builds and loads nothing: microseconds, for use at start-up.</summary>
    /// <exception cref="UserError">The kind, the library or an argument is unknown or wrong.</exception>
    public static MethodAvailability Check(MethodRow row, MethodResources resources)
    {
        Plan(row, resources, out var reason);
        return new() { Reason = reason };
    }

    /// <summary>Whether the result of a row depends on the compiled WordNet file.</summary>
    public static bool NeedsWordNet(MethodRow row) =>
        row.Command.Count == 0
        && MethodKinds.ByName.TryGetValue(row.Kind, out var kind)
        && kind.NeedsWordNet;

    /// <summary>Whether the result of a row depends on the words of all others.</summary>
    internal static bool NeedsVocabulary(MethodRow row) =>
        row.Command.Count == 0
        && MethodKinds.ByName.TryGetValue(row.Kind, out var kind)
        && kind.NeedsVocabulary;

    /// <summary>Whether a text takes it much longer than the microseconds of a built-in method.</summary>
    public static bool IsCostly(MethodRow row) =>
        row.Command.Count > 0
        || row.RequiresGpu
        || row.Kind.Contains("translation", StringComparison.Ordinal);

    private static MethodPlan? Plan(MethodRow row, MethodResources resources, out string? reason)
    {
        reason = null;
        if (!s_libs.Contains(row.Lib))
            throw new UserError(
                $"method {row.Id}: there is no lib '{row.Lib}'; use {string.Join(", ", s_libs)}."
                    + Suggestion.Hint(row.Lib, s_libs)
            );
        if (row.Command.Count > 0)
            return r => new ExternalMethod(row, r.ExternalLog, r.ExternalTimeout);
        if (row.Lib == "external")
            throw new UserError(
                $"method {row.Id}: lib is external, but it has no command: add `command: [program, …]`"
            );
        if (LibraryClasses.KindOf(row.Kind) is { } ours)
            throw new UserError(
                $"method {row.Id}: kind '{row.Kind}' is a class of the library; write `kind:` {ours}"
            );
        if (!MethodKinds.ByName.TryGetValue(row.Kind, out var kind))
            throw new UserError(
                $"method {row.Id}: there is no kind '{row.Kind}'; kinds are {string.Join(", ", Kinds)}."
                    + Suggestion.Hint(row.Kind, Kinds)
            );
        if (kind.Plan is null)
        {
            reason = $"no {kind.Lacks} is built in: give it a `command:` that speaks JSON lines";
            return null;
        }
        var arguments = new MethodArguments(row);
        var plan = kind.Plan(arguments);
        arguments.RejectOthers();
        if (kind.NeedsWordNet && !File.Exists(resources.WordNetPath))
            reason = resources.WordNetPath is { } path
                ? $"needs WordNet: {path} is missing; --target=Corpus makes it, from npm or Debian's wordnet-base"
                : "needs WordNet, which stage Corpus did not find: install npm, or Debian's wordnet-base";
        return reason is null ? plan : null;
    }
}
