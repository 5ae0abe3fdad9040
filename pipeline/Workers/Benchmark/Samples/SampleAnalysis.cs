using Sluice.Workers.Json;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Benchmark.Samples;

/// <summary>Reads the facts of a batch's samples on several threads.</summary>
internal sealed class SampleAnalysis
{
    private readonly Part[] _parts =
    [
        .. Enumerable.Range(0, Parallelism.Degree).Select(_ => new Part()),
    ];

    /// <summary>Reads them.</summary>
    /// <param name="batch">The samples.</param>
    /// <param name="take">Given each sample's number in the batch, facts and sort key, in order.</param>
    /// <param name="drop">Given, in its turn, what is wrong with one that is JSON but no sample; null when such are refused.</param>
    /// <exception cref="JsonFault">One is no sample: that of the first such.</exception>
    public void Run(
        SampleBatch batch,
        Action<int, SampleFacts, ReadOnlySpan<byte>> take,
        Action<JsonFault>? drop
    )
    {
        Parallelism.Run(
            _parts.Length,
            batch.Count,
            (part, from, to) => _parts[part].Read(batch, from, to, drop is not null)
        );
        foreach (var part in _parts)
            part.Tell(take, drop);
    }

    private sealed class Part
    {
        private readonly SampleReading _reading = new();
        private readonly ByteBuffer _keys = new();
        private readonly List<SampleFacts> _facts = [];
        private readonly Dictionary<int, JsonFault> _dropped = [];
        private JsonFault? _fault;
        private int _first;

        public void Read(SampleBatch batch, int from, int to, bool drops)
        {
            _keys.Clear();
            _facts.Clear();
            _dropped.Clear();
            _fault = null;
            _first = from;
            for (var i = from; i < to && _fault is null; i++)
                try
                {
                    _facts.Add(_reading.Read(batch.Text(i), batch.OffsetOf(i), _keys));
                }
                catch (JsonFault fault)
                {
                    var known = fault.In(batch.First + i);
                    if (drops && fault.IsOfShape)
                    {
                        _dropped.Add(_facts.Count, known);
                        _facts.Add(default);
                    }
                    else
                        _fault = known;
                }
        }

        public void Tell(Action<int, SampleFacts, ReadOnlySpan<byte>> take, Action<JsonFault>? drop)
        {
            for (var i = 0; i < _facts.Count; i++)
                if (_dropped.TryGetValue(i, out var fault))
                    drop!(fault);
                else
                    take(
                        _first + i,
                        _facts[i],
                        _keys.Written.Slice(_facts[i].KeyStart, _facts[i].KeyLength)
                    );
            if (_fault is not null)
                throw _fault;
        }
    }
}
