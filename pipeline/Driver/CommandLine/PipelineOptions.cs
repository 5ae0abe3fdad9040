using Sluice.Engine.Planning;

namespace Sluice.Driver.CommandLine;

/// <summary>The command line, understood.</summary>
public sealed record PipelineOptions
{
    /// <summary>What is wanted where no target is named.</summary>
    public const string UsualTarget = "Merge";

    /// <summary>Where the user stands: paths typed are relative to it.</summary>
    public required string CurrentDirectory { get; init; }

    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Files, absolute.</summary>
    public IReadOnlyList<string> Configs { get; init; } = [];

    /// <summary>Settings by dotted path with the option that set them, in the order typed.</summary>
    public IReadOnlyList<(string Path, string Value, string Place)> Sets { get; init; } = [];

    /// <summary>Absolute, or null for the repository.</summary>
    public string? Workspace { get; init; }

    public string? Profile { get; init; }

    public CheckMode Check { get; init; }

    public string? Only { get; init; }

    public bool Force { get; init; }

    public bool DryRun { get; init; }

    public bool Json { get; init; }

    public bool Detach { get; init; }

    public bool Yes { get; init; }

    public bool Verify { get; init; }

    /// <summary>Only the tests that need no cluster, network or build of their own.</summary>
    public bool Quick { get; init; }

    /// <summary>Go on under a run id although settings differ from those it began with.</summary>
    public bool AcceptDrift { get; init; }

    public bool Help { get; init; }

    public bool Version { get; init; }

    public string? Unit { get; init; }

    public IReadOnlyList<string> Stages { get; init; } = [];

    public IReadOnlyList<string> Branches { get; init; } = [];

    /// <summary>The command line as it was typed.</summary>
    public IReadOnlyList<string> Typed { get; init; } = [];

    /// <summary>Quiet, minimal, normal, verbose or diagnostic; from normal on Cake prints banners and a report.</summary>
    public string Verbosity { get; init; } = "minimal";

    /// <summary>Whether Cake prints its banners and report; they are no JSON.</summary>
    public bool HasBanners => !Json && Verbosity is not ("quiet" or "minimal");

    /// <summary>Say nothing but what went wrong.</summary>
    public bool Quiet => Verbosity == "quiet";

    /// <summary>Flags that Cake itself understands.</summary>
    public IReadOnlyList<string> CakeArguments { get; init; } = [];

    /// <summary>Whether Cake only shows something, so that no configuration is needed.</summary>
    public bool OnlyShows { get; init; }
}
