using Sluice.Slurm.Node;

namespace Sluice.Slurm.Runs;

/// <summary>Where a run keeps what its jobs need: <c>.sluice/slurm/ID/</c> of the workspace.</summary>
/// <param name="Root">Absolute.</param>
internal sealed record RunPaths(string Root)
{
    /// <summary>Of a run of a workspace.</summary>
    public RunPaths(string workspace, string id)
        : this(Path.Combine(AllOf(workspace), id)) { }

    /// <summary>The run itself.</summary>
    public string Run => Path.Combine(Root, "run.json");

    /// <summary>Its settings, frozen.</summary>
    public string Settings => Path.Combine(Root, "settings.json");

    /// <summary>How elements ended, as far as somebody has looked.</summary>
    public string Ended => Path.Combine(Root, "ended.json");

    /// <summary>An array's script.</summary>
    public string Script(string label) => Path.Combine(Root, $"{label}.sh");

    /// <summary>What the elements of an array print before their shard's log is open, and what Slurm says in it.</summary>
    public string Output(string label, string element) =>
        Path.Combine(Outputs, $"{label}.{element}.out");

    /// <summary>Says to the tasks of an element that its time limit is near; made by its script.</summary>
    /// <param name="label">Of the array.</param>
    /// <param name="life">Element and restarts, e.g. <c>3.0</c>.</param>
    public string Warned(string label, string life) => $"{LivesOf(label)}.{life}.warned";

    /// <summary>Says that a task of an element's life has ended.</summary>
    public string TaskEnded(string label, ElementPlace place, int task) =>
        $"{LivesOf(label)}.{place.Life}.{task}.ended";

    /// <summary>What the names of files begin with that a life of an array's element has; then come a dot and the life.</summary>
    public string LivesOf(string label) => Path.Combine(Outputs, label);

    /// <summary>Where jobs write: <see cref="Output"/> and what their tasks tell each other.</summary>
    public string Outputs => Path.Combine(Root, "out");

    /// <summary>The same for people, from the workspace on.</summary>
    public string ShownOutputs => $".sluice/slurm/{Path.GetFileName(Root)}/out";

    /// <summary>
    /// Says that nothing is left for an array; made by whoever saw it first. Holds the elements that were
    /// taken back for it, e.g. <c>2,5-7</c>; empty for all that had not begun.
    /// </summary>
    public string NotNeeded(string label) => Path.Combine(Root, $"{label}.not-needed");

    /// <summary>What came of planning a stage in its own job.</summary>
    public string Planned(string stage) => Path.Combine(Root, $"{stage}.planned.json");

    /// <summary>Where a workspace keeps all its runs.</summary>
    public static string AllOf(string workspace) => Path.Combine(workspace, ".sluice", "slurm");

    /// <summary>Where a workspace keeps the hosts that its jobs start.</summary>
    public static string HostsOf(string workspace) => Path.Combine(AllOf(workspace), "hosts");
}
