using System.Globalization;

namespace Sluice.Slurm.Runs;

/// <summary>One job array of a run: a stretch of a stage's shards, at one attempt.</summary>
internal sealed record ArrayJob
{
    /// <summary>Unique in the run, e.g. <c>Augment-1</c>: stage, attempt, and the stretch where a stage needs several.</summary>
    public required string Label { get; init; }

    /// <summary>Unique for ever: by it the array is found again when sbatch's answer was lost.</summary>
    public required string JobName { get; init; }

    /// <summary>From 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Which element of the stage is this array's first.</summary>
    public int Offset { get; init; }

    /// <summary>How many elements.</summary>
    public required int Elements { get; init; }

    /// <summary>Elements that run at once; 0 for no bound.</summary>
    public int Throttle { get; init; }

    /// <summary>How many seconds before its time limit an element is told.</summary>
    public int Lead { get; init; }

    /// <summary>What an element's time limit is; null for the cluster's default.</summary>
    public string? TimeLimit { get; init; }

    /// <summary>Labels of this run's arrays that must have ended before.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Ids of older runs' jobs that must have ended before.</summary>
    public IReadOnlyList<string> AfterJobs { get; init; } = [];

    /// <summary>What Slurm calls it; null until it is known to be submitted.</summary>
    public string? Job { get; init; }

    /// <summary>The <see cref="JobName"/> of a run's array.</summary>
    public static string NameOf(string label, string run) => $"{label}.{run}";

    /// <summary>The id of an element, e.g. 123_4.</summary>
    public string ElementId(int element) =>
        string.Create(CultureInfo.InvariantCulture, $"{Job ?? JobName}_{element}");
}
