using Sluice.Workers.Json;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Benchmark.Samples;

/// <summary>
/// Writes the samples of a merge in their order: batch by batch they are read in the order of the
/// files, and indented on several threads.
/// </summary>
internal sealed class SampleWriting(SampleFiles files, KeptSamples kept)
{
    private const int MostSamples = 8192;
    private const int EnoughBytes = 8 << 20;

    // Of an item in a member of the document.
    private const int Depth = 2;

    private readonly ByteBuffer _texts = new();
    private readonly ByteBuffer[] _parts =
    [
        .. Enumerable.Range(0, Parallelism.Degree).Select(_ => new ByteBuffer()),
    ];
    private readonly JsonTape[] _tapes =
    [
        .. Enumerable.Range(0, Parallelism.Degree).Select(_ => new JsonTape()),
    ];

    /// <summary>Writes the list <c>samples</c>.</summary>
    public void Write(int[] order, Stream to, CancellationToken cancellation)
    {
        to.Write("["u8);
        for (var from = 0; from < order.Length; )
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = order.AsSpan(from, CountFrom(order, from)).ToArray();
            var starts = Read(batch);
            Parallelism.Run(
                _parts.Length,
                batch.Length,
                (part, first, end) => Indent(part, batch, starts, first, end, from == 0)
            );
            foreach (var part in _parts)
                to.Write(part.Written);
            from += batch.Length;
        }
        to.Write(order.Length > 0 ? "\n  ]"u8 : "]"u8);
    }

    private int CountFrom(int[] order, int from)
    {
        var bytes = 0L;
        var end = from;
        while (
            end < order.Length && end - from < MostSamples && (end == from || bytes < EnoughBytes)
        )
            bytes += kept[order[end++]].Length;
        return end - from;
    }

    // Where each sample's text begins in _texts.
    private int[] Read(int[] batch)
    {
        var places = new int[batch.Length];
        for (var i = 0; i < places.Length; i++)
            places[i] = i;
        Array.Sort(
            places,
            (a, b) =>
                (kept[batch[a]].Source, kept[batch[a]].Offset).CompareTo(
                    (kept[batch[b]].Source, kept[batch[b]].Offset)
                )
        );
        _texts.Clear();
        var starts = new int[batch.Length];
        foreach (var place in places)
        {
            ref readonly var sample = ref kept[batch[place]];
            starts[place] = _texts.Length;
            files.Read(sample, _texts.Reserve(sample.Length)[..sample.Length]);
            _texts.Advance(sample.Length);
        }
        return starts;
    }

    private void Indent(int part, int[] batch, int[] starts, int first, int end, bool isStart)
    {
        var to = _parts[part];
        to.Clear();
        var json = new JsonWriter(to) { Depth = Depth };
        for (var i = first; i < end; i++)
        {
            to.Write(isStart && i == 0 ? "\n    "u8 : ",\n    "u8);
            ref readonly var sample = ref kept[batch[i]];
            var text = _texts.Written.Slice(starts[i], sample.Length);
            try
            {
                _tapes[part].Read(text, sample.Offset);
            }
            catch (JsonFault)
            {
                throw files.Changed(sample.Source);
            }
            json.Node(new JsonView(text, _tapes[part]), 0);
        }
    }
}
