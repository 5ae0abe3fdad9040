using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Benchmark.Samples;

/// <summary>Samples that follow each other in a file, copied out of it.</summary>
internal sealed class SampleBatch
{
    private const int MostSamples = 4096;
    private const int EnoughBytes = 4 << 20;

    private readonly ByteBuffer _bytes = new();
    private readonly List<(int Start, int Length, long Offset)> _samples = [];

    public int Count => _samples.Count;

    public bool IsFull => Count == MostSamples || _bytes.Length >= EnoughBytes;

    /// <summary>The first one's place in its file, from 0.</summary>
    public long First { get; private set; }

    /// <summary>Begins the next batch.</summary>
    public void Next()
    {
        First += Count;
        _bytes.Clear();
        _samples.Clear();
    }

    /// <summary>Adds a sample.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="offset">Where it lies in its file.</param>
    public void Add(ReadOnlySpan<byte> text, long offset)
    {
        _samples.Add((_bytes.Length, text.Length, offset));
        _bytes.Write(text);
    }

    public ReadOnlySpan<byte> Text(int sample) =>
        _bytes.Written.Slice(_samples[sample].Start, _samples[sample].Length);

    public long OffsetOf(int sample) => _samples[sample].Offset;
}
