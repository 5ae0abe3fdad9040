namespace Sluice.Slurm.Runs;

/// <summary>A graph as it was submitted: what its jobs read, and what Status, Attach and Cancel go by.</summary>
internal sealed record SlurmRun
{
    /// <summary>The format's version.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Of the file it was read from.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Unique: time and chance, e.g. 20260131-094501-3f9a1c.</summary>
    public required string Id { get; init; }

    /// <summary>When it was submitted.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Who submitted it: other users' jobs are not theirs. Null in runs of older versions.</summary>
    public string? User { get; init; }

    /// <summary>Absolute.</summary>
    public required string Workspace { get; init; }

    /// <summary>The repository: holds configs and the sample.</summary>
    public required string Home { get; init; }

    /// <summary>What was typed, for people.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>How freshness is decided, as --check.</summary>
    public string Check { get; init; } = "Fingerprint";

    /// <summary>As <c>run.claim_expiry</c>, in seconds, for what is claimed before a plan is there.</summary>
    public double ClaimExpiry { get; init; } = 60;

    /// <summary>Name of the host's folder among the workspace's.</summary>
    public required string Host { get; init; }

    /// <summary>SHA-256 over all settings on which results depend: equal for runs that make the same.</summary>
    public required string SettingsHash { get; init; }

    /// <summary>Whether its submission ended in order before all was submitted: nothing of it is still on its way.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>In the order of the graph.</summary>
    public required IReadOnlyList<SlurmStage> Stages { get; init; }

    /// <summary>All its arrays with their stages, in the order they are submitted.</summary>
    public IEnumerable<(SlurmStage Stage, ArrayJob Array)> Arrays =>
        Stages.SelectMany(stage => stage.Arrays.Select(array => (stage, array)));

    /// <summary>A copy in which an array has its job's id.</summary>
    public SlurmRun WithJob(string label, string job) =>
        this with
        {
            Stages =
            [
                .. Stages.Select(stage =>
                    stage with
                    {
                        Arrays =
                        [
                            .. stage.Arrays.Select(array =>
                                array.Label == label ? array with { Job = job } : array
                            ),
                        ],
                    }
                ),
            ],
        };

    /// <summary>A stage by its name, or null.</summary>
    public SlurmStage? Find(string stage) => Stages.FirstOrDefault(s => s.Name == stage);
}
