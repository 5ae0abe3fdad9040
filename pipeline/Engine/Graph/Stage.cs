namespace Sluice.Engine.Graph;

/// <summary>
/// A task's work: a set of units, what they share, and who does them. All of it stands in the plan
/// file; what a task says besides is in <c>DeclaredStage</c>.
/// </summary>
public record Stage
{
    /// <summary>The task's name, e.g. <c>Augment</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Absolute; relative names in fingerprints and messages are relative to it.</summary>
    public required string Workspace { get; init; }

    /// <summary>Absolute directory under which outputs and the stage's state lie.</summary>
    public required string OutputRoot { get; init; }

    /// <summary>The units, keys unique, in the order that shards are dealt from.</summary>
    public required IReadOnlyList<Unit> Units { get; init; }

    /// <summary>The <see cref="Worker"/> of stages whose units an external command does.</summary>
    public const string Program = "command";

    /// <summary>Who does a unit: the name of a built-in worker, or <see cref="Program"/>.</summary>
    public required string Worker { get; init; }

    /// <summary>Raised whenever the worker's results change; part of every fingerprint.</summary>
    public int WorkerVersion { get; init; } = 1;

    /// <summary>The external command, when <see cref="Worker"/> is <see cref="Program"/>.</summary>
    public CommandTemplate? Command { get; init; }

    /// <summary>Files every unit reads, absolute.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Source files of an external worker, absolute; a change reruns every unit.</summary>
    public IReadOnlyList<string> CodeFiles { get; init; } = [];

    /// <summary>Values every unit's result depends on.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Values that change how the work is done but never its result: caches, threads.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Attempts, time limits and slots.</summary>
    public RunLimits Limits { get; init; } = new();

    /// <summary>How its units are cut into slices.</summary>
    public Split Split { get; init; }

    /// <summary>
    /// With <see cref="Split.Contiguous"/> a unit parameter: neighbours that have the same value of it
    /// are of one slice. Null for units cut anywhere.
    /// </summary>
    public string? KeptTogether { get; init; }

    /// <summary>What happens to a unit that another run works on.</summary>
    public BusyUnits WhenBusy { get; init; }

    /// <summary>Where the stage keeps its ledger, plans and claims.</summary>
    public StagePaths Paths => new(OutputRoot, Name);

    /// <summary>Absolute directory of the stage's logs.</summary>
    public string LogDirectory => Path.Combine(Workspace, "logs", Name.ToLowerInvariant());

    /// <summary>A path as people see it: relative to the workspace where it lies within.</summary>
    public string Shown(string path) => ShownPath.Of(path, Workspace);
}
