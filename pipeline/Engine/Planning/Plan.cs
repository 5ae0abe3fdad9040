using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Planning;

/// <summary>A stage frozen at start. Workers read it and never the configuration.</summary>
public sealed record Plan
{
    /// <summary>Unique among the stage's plans.</summary>
    public required string Id { get; init; }

    /// <summary>Higher than that of every record in the ledger when the plan was made.</summary>
    public required long Generation { get; init; }

    /// <summary>What the units share.</summary>
    public required Stage Stage { get; init; }

    /// <summary>The stage as its task declared it; null of a plan that was read from its file.</summary>
    public DeclaredStage? Declared => Stage as DeclaredStage;

    /// <summary>The stage as its task declared it.</summary>
    /// <exception cref="InvalidOperationException">The plan was read from its file: a mistake of the caller's.</exception>
    public DeclaredStage DeclaredNow =>
        Declared
        ?? throw new InvalidOperationException($"the plan {Id} of {Stage.Name} was not made here");

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

    /// <summary>The running units cut into n slices, as the stage says.</summary>
    public Slices Slices(int shards) =>
        Stage.Split == Split.RoundRobin
            ? Graph.Slices.RoundRobin(Running.Count, shards)
            : Graph.Slices.Contiguous(Starts(), Running.Count, shards);

    // Where a group of running units begins that are kept together.
    private List<int> Starts()
    {
        var starts = new List<int>();
        string? last = null;
        for (var i = 0; i < Running.Count; i++)
        {
            var group = Stage.KeptTogether is { } name
                ? Running[i].Unit.Parameters.GetValueOrDefault(name) ?? ""
                : null;
            if (i == 0 || group is null || group != last)
                starts.Add(i);
            last = group;
        }
        return starts;
    }

    /// <summary>The slice of shard i of n.</summary>
    public IEnumerable<PlannedUnit> Slice(Shard shard)
    {
        var slices = Slices(shard.Count);
        for (var i = 0; i < slices.Length(shard.Index); i++)
            yield return Running[slices.At(shard.Index, i)];
    }

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
