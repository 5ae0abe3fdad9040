using Sluice.Engine.Commands;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Graph;

/// <summary>A task's work: a set of units, what they share, and who does them.</summary>
public sealed record Stage
{
    /// <summary>The task's name, e.g. <c>Augment</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Absolute; relative names in fingerprints and messages are relative to it.</summary>
    public required string Workspace { get; init; }

    /// <summary>Absolute directory under which outputs and the stage's state lie.</summary>
    public required string OutputRoot { get; init; }

    /// <summary>The units, keys unique, in the order that shards are dealt from.</summary>
    public required IReadOnlyList<Unit> Units { get; init; }

    /// <summary>Who does a unit: the name of a built-in worker, or <see cref="CommandWorker.Name"/>.</summary>
    public required string Worker { get; init; }

    /// <summary>Raised whenever the worker's results change; part of every fingerprint.</summary>
    public int WorkerVersion { get; init; } = 1;

    /// <summary>The external command, when <see cref="Worker"/> is <see cref="CommandWorker.Name"/>.</summary>
    public CommandTemplate? Command { get; init; }

    /// <summary>
    /// Names the external commands that a built-in worker starts for a unit, in the workspace: they
    /// must be there. Not part of the plan file.
    /// </summary>
    public Func<Unit, IEnumerable<IReadOnlyList<string>>>? ProgramsOf { get; init; }

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

    /// <summary>
    /// Whether which units there are follows from what earlier stages make, so that it is not known
    /// before they have. Not part of the plan file.
    /// </summary>
    public bool UnitsFollow { get; init; }

    /// <summary>
    /// Says of a unit of which nothing is recorded as done whether others have done it: other programs
    /// that leave a file when they are done. Asked on several threads. Not part of the plan file.
    /// </summary>
    public Func<Unit, bool>? IsDoneByOthers { get; init; }

    /// <summary>
    /// Says of a unit that is recorded as done, and of those of its outputs that have other content
    /// than recorded, whether other programs have only written them anew, so that it is done as well
    /// as before. Asked on several threads. Not part of the plan file.
    /// </summary>
    public Func<Unit, IReadOnlyList<string>, bool>? IsRewrittenByOthers { get; init; }

    /// <summary>
    /// The stages a merge proves complete before it runs, as planned now. Not part of the plan file:
    /// the merge's worker is given their plan files' paths as options.
    /// </summary>
    public IReadOnlyList<Plan> Upstream { get; init; } = [];

    /// <summary>
    /// Looks at the inputs before the first unit runs, so that a user's mistake is told once and not
    /// by every unit. Throws <see cref="UserError"/>. Not part of the plan file.
    /// </summary>
    public Action? Preflight { get; init; }

    /// <summary>What the user should know when the stage is planned. Not part of the plan file.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What only Explain says, after the notes. Not part of the plan file.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>
    /// Files there now that its workers made besides units' outputs, absolute: Clean removes them
    /// too. Not part of the plan file.
    /// </summary>
    public Func<IEnumerable<string>> SideFiles { get; init; } = () => [];

    /// <summary>Where the stage keeps its ledger, plans and claims.</summary>
    public StagePaths Paths => new(OutputRoot, Name);

    /// <summary>Absolute directory of the stage's logs.</summary>
    public string LogDirectory => Path.Combine(Workspace, "logs", Name.ToLowerInvariant());

    /// <summary>A path as people see it: relative to the workspace where it lies within.</summary>
    public string Shown(string path) => ShownPath.Of(path, Workspace);
}
