namespace Sluice.Engine.Graph;

/// <summary>Where a stage keeps its state: beside its outputs, so that both move together.</summary>
/// <param name="OutputRoot">Absolute.</param>
/// <param name="Stage">The stage's name.</param>
public sealed record StagePaths(string OutputRoot, string Stage)
{
    /// <summary>All of the stage's state.</summary>
    public string Root => Path.Combine(OutputRoot, ".sluice", Stage);

    /// <summary>One file a worker: what it finished and what failed.</summary>
    public string Ledger => Path.Combine(Root, "ledger");

    /// <summary>One directory a live worker: what its units under way have made.</summary>
    public string Staging => Path.Combine(Root, "staging");

    /// <summary>One directory a block of units in which one is running.</summary>
    public string Claims => Path.Combine(Root, "claims");

    /// <summary>One file a worker: who it is, that it lives, how far it is.</summary>
    public string Workers => Path.Combine(Root, "workers");

    /// <summary>Frozen plans, one file a run.</summary>
    public string Plans => Path.Combine(Root, "plans");

    /// <summary>What a check put aside, one directory a check.</summary>
    public string Quarantine => Path.Combine(Root, "quarantine");
}
