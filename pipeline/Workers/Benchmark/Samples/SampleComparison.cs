using Sluice.Workers.Json;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Benchmark.Samples;

/// <summary>
/// Whether two samples say the same, however they are spaced, escaped and ordered. The format tells
/// it by the SHA-1 of their canonical text; comparing those texts tells the same.
/// </summary>
internal sealed class SampleComparison
{
    private readonly JsonTape _tape = new();
    private readonly ByteBuffer _first = new();
    private readonly ByteBuffer _second = new();

    /// <summary>Compares the texts of two samples.</summary>
    public bool AreEqual(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (first.SequenceEqual(second))
            return true;
        Write(first, _first);
        Write(second, _second);
        return _first.Written.SequenceEqual(_second.Written);
    }

    private void Write(ReadOnlySpan<byte> text, ByteBuffer to)
    {
        _tape.Read(text, 0);
        to.Clear();
        new CanonicalJson(to).Node(new JsonView(text, _tape), 0);
    }
}
