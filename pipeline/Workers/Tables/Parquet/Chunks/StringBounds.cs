using System.Text;

namespace Sluice.Workers.Tables.Parquet.Chunks;

/// <summary>
/// The least and greatest of UTF-8 strings by unsigned bytes, which is also their order by code
/// point and what Parquet's TYPE_ORDER asks of STRING.
/// </summary>
internal sealed class StringBounds
{
    private readonly ByteBuffer _min = new();
    private readonly ByteBuffer _max = new();
    private bool _any;

    public void Add(ReadOnlySpan<byte> value)
    {
        if (!_any || value.SequenceCompareTo(_min.Written) < 0)
            Set(_min, value);
        if (!_any || value.SequenceCompareTo(_max.Written) > 0)
            Set(_max, value);
        _any = true;
    }

    /// <summary>The statistics with bounds of at most <paramref name="longest"/> bytes, and starts anew.</summary>
    public ParquetStatistics Finish(long nullCount, int longest)
    {
        if (!_any)
            return new ParquetStatistics(nullCount, null, null);
        _any = false;
        var max = CutUp(_max.Written, longest);
        return new ParquetStatistics(
            nullCount,
            Prefix(_min.Written, longest).ToArray(),
            max,
            MinExact: _min.Length <= longest,
            MaxExact: _max.Length <= longest
        );
    }

    private static void Set(ByteBuffer bound, ReadOnlySpan<byte> value)
    {
        bound.Clear();
        bound.Write(value);
    }

    /// <summary>The longest run of whole characters from the start: not greater than the text.</summary>
    private static ReadOnlySpan<byte> Prefix(ReadOnlySpan<byte> text, int longest)
    {
        if (text.Length <= longest)
            return text;
        while ((text[longest] & 0xC0) == 0x80)
            longest--;
        return text[..longest];
    }

    /// <summary>A short text not less than the given one, or null where there is none.</summary>
    private static byte[]? CutUp(ReadOnlySpan<byte> text, int longest)
    {
        var prefix = Prefix(text, longest);
        if (prefix.Length == text.Length)
            return prefix.ToArray();
        while (!prefix.IsEmpty)
        {
            Rune.DecodeLastFromUtf8(prefix, out var last, out var size);
            prefix = prefix[..^size];
            if (last.Value == 0x10FFFF)
                continue;
            // The code points after U+D7FF are surrogates, no characters.
            var next = new Rune(last.Value == 0xD7FF ? 0xE000 : last.Value + 1);
            var bound = new byte[prefix.Length + next.Utf8SequenceLength];
            prefix.CopyTo(bound);
            next.EncodeToUtf8(bound.AsSpan(prefix.Length));
            return bound;
        }
        return null;
    }
}
