using Sluice.Workers.Json;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Benchmark;

/// <summary>A few texts, or pairs of them, ordered by code point. Reused.</summary>
internal sealed class SortedTexts
{
    private readonly ByteBuffer _bytes = new();
    private readonly List<(int Start, int Middle, int End)> _texts = [];

    public void Clear()
    {
        _bytes.Clear();
        _texts.Clear();
    }

    /// <summary>Adds a pair in its place.</summary>
    public void Add(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var at = _texts.Count;
        while (at > 0 && Compare(first, second, _texts[at - 1]) < 0)
            at--;
        var start = _bytes.Length;
        _bytes.Write(first);
        _bytes.Write(second);
        _texts.Insert(at, (start, start + first.Length, _bytes.Length));
    }

    /// <summary>Writes all, in quotes, with commas between: the first texts, or lists of both.</summary>
    public void Write(ByteBuffer to, bool pairs)
    {
        for (var i = 0; i < _texts.Count; i++)
        {
            var (start, middle, end) = _texts[i];
            if (i > 0)
                to.WriteByte((byte)',');
            if (pairs)
                to.WriteByte((byte)'[');
            JsonText.QuoteAscii(_bytes.Written[start..middle], to);
            if (!pairs)
                continue;
            to.WriteByte((byte)',');
            JsonText.QuoteAscii(_bytes.Written[middle..end], to);
            to.WriteByte((byte)']');
        }
    }

    private int Compare(
        ReadOnlySpan<byte> first,
        ReadOnlySpan<byte> second,
        (int Start, int Middle, int End) other
    )
    {
        var order = first.SequenceCompareTo(_bytes.Written[other.Start..other.Middle]);
        return order != 0
            ? order
            : second.SequenceCompareTo(_bytes.Written[other.Middle..other.End]);
    }
}
