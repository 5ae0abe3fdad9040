using Microsoft.Win32.SafeHandles;
using Sluice.Engine.Files;
using Sluice.Engine.Working;
using Sluice.Workers.Json;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Benchmark.Samples;

/// <summary>The inputs of a merge, kept open, so that what was read once is what is read again.</summary>
internal sealed class SampleFiles : IDisposable
{
    private readonly IReadOnlyList<string> _paths;
    private readonly Func<string, string> _shown;
    private readonly FileIdentity?[] _identities;
    private readonly SafeFileHandle[] _files;
    private readonly SampleReading _reading = new();

    /// <param name="paths">Absolute.</param>
    /// <param name="shown">A path as people see it.</param>
    public SampleFiles(IReadOnlyList<string> paths, Func<string, string> shown)
    {
        _paths = paths;
        _shown = shown;
        _identities = [.. paths.Select(FileIdentity.Of)];
        _files = [.. paths.Select(path => File.OpenHandle(path))];
    }

    public SafeFileHandle this[int source] => _files[source];

    /// <summary>Reads a kept sample's text again.</summary>
    public void Read(in KeptSample sample, Span<byte> to)
    {
        for (var done = 0; done < to.Length; )
        {
            var count = RandomAccess.Read(_files[sample.Source], to[done..], sample.Offset + done);
            if (count == 0)
                throw Changed(sample.Source);
            done += count;
        }
    }

    /// <summary>Reads a kept sample's text again.</summary>
    public byte[] TextOf(KeptSample sample)
    {
        var text = new byte[sample.Length];
        Read(sample, text);
        return text;
    }

    /// <summary>Reads a kept sample's sort key again.</summary>
    public byte[] KeyOf(KeptSample sample)
    {
        var text = TextOf(sample);
        var key = new ByteBuffer();
        try
        {
            _reading.Read(text, sample.Offset, key);
        }
        catch (JsonFault)
        {
            throw Changed(sample.Source);
        }
        return key.Written.ToArray();
    }

    /// <summary>What is read twice must be the same twice.</summary>
    /// <exception cref="UnitFailure">A file was written to, or replaced.</exception>
    public void RefuseChanged()
    {
        for (var i = 0; i < _paths.Count; i++)
            if (FileIdentity.Of(_paths[i]) != _identities[i])
                throw Changed(i);
    }

    public UnitFailure Changed(int source) =>
        new(
            $"{_shown(_paths[source])}: changed while it was merged; run again when nothing writes to it. Nothing was changed"
        );

    public void Dispose()
    {
        foreach (var file in _files)
            file.Dispose();
    }
}
