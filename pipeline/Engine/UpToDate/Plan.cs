using Sluice.Engine.Graph;

namespace Sluice.Engine.UpToDate;

/// <summary>A stage frozen at start. Workers read it and never the configuration.</summary>
public sealed record Plan
{
    /// <summary>Unique among the stage's plans.</summary>
    public required string Id { get; init; }

    /// <summary>Higher than that of every record in the ledger when the plan was made.</summary>
    public required long Generation { get; init; }

    /// <summary>What the units share.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Fingerprint parts of every unit.</summary>
    public required IReadOnlyList<FingerprintPart> SharedParts { get; init; }

    /// <summary>All units of the stage, stale or not, in the stage's order.</summary>
    public required IReadOnlyList<PlannedUnit> Units
    {
        get;
        init
        {
            field = value;
            _running = null;
        }
    }

    /// <summary>The units this run does.</summary>
    public IReadOnlyList<PlannedUnit> Running
    {
        get => _running ??= [.. Units.Where(u => u.Runs)];
        internal init => _running = value;
    }

    private IReadOnlyList<PlannedUnit>? _running;

    /// <summary>The slice of shard i of n: round robin over the running units.</summary>
    public IEnumerable<PlannedUnit> Slice(Shard shard) =>
        Running.Where((_, index) => index % shard.Count == shard.Index);

    /// <summary>
    /// SHA-256 over keys and fingerprints: equal digests promise the same finished stage. A merge has
    /// it as a parameter, so it is redone when a unit is added, dropped or changed.
    /// </summary>
    public string Digest
    {
        get
        {
            using var digest = new DigestWriter();
            foreach (var planned in Units)
                digest.Add(planned.Unit.Key, planned.Fingerprint);
            return digest.End();
        }
    }

    /// <summary>Where it is written.</summary>
    public string File => Path.Combine(Stage.Paths.Plans, $"{Id}.plan");
}
