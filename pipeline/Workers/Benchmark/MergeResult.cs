using Sluice.Workers.Benchmark.Samples;
using Sluice.Workers.Json;

namespace Sluice.Workers.Benchmark;

/// <summary>What a merge has found in all its inputs: everything but the samples' texts.</summary>
/// <param name="readAgain">Reads the text of a kept sample again.</param>
/// <param name="dropsBad">Whether samples that are none are dropped and counted, not refused.</param>
internal sealed class MergeResult(Func<KeptSample, byte[]> readAgain, bool dropsBad)
{
    private const int MostExamples = 50;
    private const int Tasks = 4;

    private readonly HashSet<Sha1Digest> _bundles = [];
    private readonly SampleComparison _comparison = new();
    private readonly long[] _tasks = new long[Tasks];
    private readonly List<long> _sourceCounts = [];

    public KeptSamples Kept { get; } = new();

    public StatsSum RejectStats { get; } = new();

    public StatsSum FrameStats { get; } = new();

    /// <summary>Text of the first input's meta.</summary>
    public byte[] Meta { get; set; } = "{}"u8.ToArray();

    /// <summary>Whether samples that are none are dropped and counted, not refused.</summary>
    public bool DropsBad { get; } = dropsBad;

    /// <summary>How many were dropped that are none.</summary>
    public long BadSamples { get; private set; }

    /// <summary>The first of these: their input, and what is wrong where.</summary>
    public List<(int Source, JsonFault Fault)> BadExamples { get; } = [];

    /// <summary>Samples of each input, duplicates and bad ones among them.</summary>
    public IReadOnlyList<long> SourceCounts => _sourceCounts;

    public long ExactDuplicates { get; private set; }

    public long ConflictDuplicates { get; private set; }

    /// <summary>The first conflicts: what was kept, and source and index of what was dropped.</summary>
    public List<(KeptSample Kept, int Source, int Index)> Conflicts { get; } = [];

    /// <summary>task1 to task4, and bundle: distinct scene and timestamp among samples that have either.</summary>
    public IEnumerable<(string Name, long Count)> Counts() =>
        [.. _tasks.Select((count, i) => ($"task{i + 1}", count)), ("bundle", _bundles.Count)];

    /// <summary>The next samples are those of the next input.</summary>
    public void BeginSource() => _sourceCounts.Add(0);

    /// <summary>Takes the next sample of the input.</summary>
    /// <param name="facts">Its identity and bundle.</param>
    /// <param name="key">Its sort key.</param>
    /// <param name="text">Itself.</param>
    /// <param name="offset">Where it lies in the input.</param>
    public void Take(
        in SampleFacts facts,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> text,
        long offset
    )
    {
        var source = _sourceCounts.Count - 1;
        var index = checked((int)_sourceCounts[source]++);
        if (Kept.Find(facts.Identity) is >= 0 and var first)
        {
            Drop(Kept[first], text, source, index);
            return;
        }
        Kept.Add(new KeptSample(facts.Identity, source, index, offset, text.Length, 0, 0), key);
        if (facts.TaskId is >= 1 and <= Tasks)
            _tasks[facts.TaskId - 1]++;
        if (facts.Bundle != default)
            _bundles.Add(facts.Bundle);
    }

    /// <summary>Drops the next of the input, which is no sample.</summary>
    public void TakeBad(JsonFault fault)
    {
        _sourceCounts[^1]++;
        BadSamples++;
        if (BadExamples.Count < MostExamples)
            BadExamples.Add((_sourceCounts.Count - 1, fault));
    }

    private void Drop(in KeptSample kept, ReadOnlySpan<byte> text, int source, int index)
    {
        if (_comparison.AreEqual(readAgain(kept), text))
        {
            ExactDuplicates++;
            return;
        }
        ConflictDuplicates++;
        if (Conflicts.Count < MostExamples)
            Conflicts.Add((kept, source, index));
    }
}
