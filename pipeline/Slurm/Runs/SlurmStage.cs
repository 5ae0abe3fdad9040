using Sluice.Engine.Graph;

namespace Sluice.Slurm.Runs;

/// <summary>A stage of a run that jobs do, or are left to do.</summary>
internal sealed record SlurmStage
{
    public required string Name { get; init; }

    /// <summary>The run's stages that it waits for: those it depends on, directly or not.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Where it makes what it makes: the same stage elsewhere is another one. Null in runs of older versions.</summary>
    public string? OutputRoot { get; init; }

    /// <summary>Absolute path of its plan; null when it is planned in its own job.</summary>
    public string? Plan { get; init; }

    /// <summary>Units that its plan runs; of one not planned yet, how many it seemed at submission.</summary>
    public int Units { get; init; }

    /// <summary>Into how many shards it is cut.</summary>
    public int Shards { get; init; }

    /// <summary>Shards of an element.</summary>
    public int Tasks { get; init; } = 1;

    /// <summary>As --only, where it applies to this stage.</summary>
    public string? Only { get; init; }

    /// <summary>As --force, where it applies to this stage.</summary>
    public bool Force { get; init; }

    /// <summary>Ids of older runs whose live jobs do some of its units, or all.</summary>
    public IReadOnlyList<string> Adopted { get; init; } = [];

    /// <summary>In the order they are submitted; none when all is left to older runs' jobs.</summary>
    public IReadOnlyList<ArrayJob> Arrays { get; init; } = [];

    /// <summary>The shards of an array's element.</summary>
    public IEnumerable<Shard> ShardsOf(ArrayJob array, int element) =>
        Enumerable
            .Range((array.Offset + element) * Tasks, Tasks)
            .Select(index => new Shard(index, Shards));
}
