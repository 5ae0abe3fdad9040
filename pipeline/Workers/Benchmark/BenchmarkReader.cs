using System.Text;
using Microsoft.Win32.SafeHandles;
using Sluice.Workers.Benchmark.Samples;
using Sluice.Workers.Json;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Benchmark;

/// <summary>Reads a benchmark file from its beginning to its end: its samples in batches, the rest as it comes.</summary>
/// <param name="file">Open for reading; stays open.</param>
internal sealed class BenchmarkReader(SafeFileHandle file)
{
    private readonly JsonInput _input = new(file);
    private readonly JsonTape _tape = new();
    private readonly Dictionary<string, byte[]> _parts = new(StringComparer.Ordinal);
    private bool _hasSamples;

    /// <summary>The parts that are objects and no samples.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["meta", "reject_stats", "frame_stats"];

    /// <summary>Text of <c>meta</c>, <c>reject_stats</c> or <c>frame_stats</c>; empty object when the file has none. Once all is read.</summary>
    public byte[] Part(string name) => _parts.GetValueOrDefault(name, "{}"u8.ToArray());

    /// <summary>Members that a merge has no place for, in their order. Once all is read.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>Reads all; a batch counts until the next one.</summary>
    /// <exception cref="JsonFault">The file is no benchmark file.</exception>
    public IEnumerable<SampleBatch> Batches()
    {
        _input.Expect('{', "an object {…}");
        var isFirst = true;
        while (!_input.Take('}'))
        {
            if (!isFirst)
                _input.Expect(',', "',' or '}'");
            isFirst = false;
            var name = Name();
            _input.Expect(':', "':'");
            if (name != "samples")
                ReadPart(name);
            else
                foreach (var batch in Samples())
                    yield return batch;
        }
        if (_input.Peek() >= 0)
            throw _input.Unexpected("the end of the file");
        if (!_hasSamples)
            throw new JsonFault("there is no list `samples`", _input.Offset);
    }

    private IEnumerable<SampleBatch> Samples()
    {
        if (_hasSamples)
            throw new JsonFault("a second `samples`", _input.Offset);
        _hasSamples = true;
        _input.Expect('[', "a list […] in `samples`");
        var batch = new SampleBatch();
        var isFirst = true;
        JsonFault? fault = null;
        while (fault is null && !Fill(batch, ref isFirst, out fault))
        {
            yield return batch;
            batch.Next();
        }
        // What stands before a fault is looked at first: there may be another one.
        if (batch.Count > 0)
            yield return batch;
        if (fault is not null)
            throw fault;
    }

    // True when the list has ended.
    private bool Fill(SampleBatch batch, ref bool isFirst, out JsonFault? fault)
    {
        fault = null;
        var isSample = false;
        try
        {
            while (!batch.IsFull)
            {
                if (_input.Take(']'))
                    return true;
                if (!isFirst)
                    _input.Expect(',', "',' or ']'");
                isFirst = false;
                isSample = true;
                if (_input.Peek() is < 0 or ']' or '}' or ',' or ':')
                    throw _input.Unexpected("a sample that is an object {…}");
                var offset = _input.Offset;
                batch.Add(_input.Value(), offset);
                isSample = false;
            }
        }
        catch (JsonFault e)
        {
            // Where the file ends says nothing of the sample that it ends in.
            fault = isSample && !e.IsEnd ? e.In(batch.First + batch.Count) : e;
        }
        return false;
    }

    private string Name()
    {
        if (_input.Peek() != '"')
            throw _input.Unexpected("a name in quotes");
        var offset = _input.Offset;
        var text = _input.Value();
        _tape.Read(text, offset);
        var decoded = new ByteBuffer();
        new JsonView(text, _tape).Decode(0, decoded);
        return Encoding.UTF8.GetString(decoded.Written);
    }

    private void ReadPart(string name)
    {
        if (_input.Peek() < 0)
            throw _input.Unexpected("a value");
        var offset = _input.Offset;
        var text = _input.Value();
        _tape.Read(text, offset);
        if (!Parts.Contains(name))
        {
            if (name != "counts")
                Unknown.Add(name);
            return;
        }
        if (_tape.Nodes[0].Kind == JsonKind.Object)
            _parts[name] = text.ToArray();
        else if (text.SequenceEqual("null"u8))
            _parts.Remove(name);
        else
            throw new JsonFault($"an object {{…}} expected in `{name}`", offset);
    }
}
