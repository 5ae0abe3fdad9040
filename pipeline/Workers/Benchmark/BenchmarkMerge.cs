using System.Runtime.ExceptionServices;
using Sluice.Engine.Working;
using Sluice.Workers.Benchmark.Samples;
using Sluice.Workers.Json;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Benchmark;

/// <summary>
/// Merges benchmark files: reads each once, keeping of a sample only its identity, sort key and place,
/// then writes the kept ones in order, reading their texts again. Memory does not grow with the
/// samples' size.
/// </summary>
/// <param name="sources">The inputs, absolute.</param>
/// <param name="shown">A path as people see it.</param>
/// <param name="log">Told what each input holds.</param>
/// <param name="dropsBad">Whether samples that are none are dropped and counted, not refused.</param>
internal sealed class BenchmarkMerge(
    IReadOnlyList<string> sources,
    Func<string, string> shown,
    TextWriter log,
    bool dropsBad = false
)
{
    /// <summary>What the merged file and its report say of the merge.</summary>
    /// <param name="Name">The merged run's name.</param>
    /// <param name="Output">The merged file's path in the end, absolute.</param>
    /// <param name="CreatedAt">UTC to the second, with Z.</param>
    internal sealed record Provenance(string Name, string Output, string CreatedAt);

    /// <summary>Merges.</summary>
    /// <param name="provenance">What both files say of it.</param>
    /// <param name="output">Where the merged file is written.</param>
    /// <param name="report">Where its report is written.</param>
    /// <returns>How many samples there are.</returns>
    /// <exception cref="UnitFailure">An input is no benchmark file, naming it and the byte; or it changed meanwhile.</exception>
    public int Run(
        Provenance provenance,
        string output,
        string report,
        CancellationToken cancellation
    )
    {
        using var files = new SampleFiles(sources, shown);
        var result = new MergeResult(files.TextOf, dropsBad);
        for (var source = 0; source < sources.Count; source++)
            ReadSource(files, source, result, cancellation);
        var document = new MergeDocument(result, provenance.Name, sources, provenance.CreatedAt);
        try
        {
            Write(document, files, result.Kept, output, cancellation);
        }
        // Parallel work and sorting wrap what they meet; the first failure says enough.
        catch (Exception e)
            when (e is AggregateException or InvalidOperationException
                && e.InnerException is UnitFailure
            )
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
        }
        var text = new ByteBuffer();
        document.WriteReport(provenance.Output, text);
        File.WriteAllBytes(report, text.Written);
        files.RefuseChanged();
        return result.Kept.Count;
    }

    private void ReadSource(
        SampleFiles files,
        int source,
        MergeResult result,
        CancellationToken cancellation
    )
    {
        var name = shown(sources[source]);
        var reader = new BenchmarkReader(files[source]);
        var analysis = new SampleAnalysis();
        var bad = result.BadSamples;
        result.BeginSource();
        try
        {
            foreach (var batch in reader.Batches())
            {
                cancellation.ThrowIfCancellationRequested();
                analysis.Run(
                    batch,
                    (i, facts, key) => result.Take(facts, key, batch.Text(i), batch.OffsetOf(i)),
                    dropsBad ? result.TakeBad : null
                );
            }
        }
        catch (JsonFault fault)
        {
            throw new UnitFailure(
                $"{name}{(fault.Item is { } sample ? $", sample {sample}" : "")}, byte {fault.At}: {fault.Message}; mend the file or make it anew{(fault.IsOfShape && fault.Item is not null ? ", or drop such samples with --skip-bad-samples" : "")}. Nothing was changed"
            );
        }
        if (source == 0)
            result.Meta = reader.Part("meta");
        result.RejectStats.Add(reader.Part("reject_stats"));
        result.FrameStats.Add(reader.Part("frame_stats"));
        log.WriteLine($"{name}: {result.SourceCounts[source]:N0} samples");
        if (result.BadSamples > bad)
            log.WriteLine(
                $"{name}: {result.BadSamples - bad:N0} of them are no samples: dropped, as benchmark.skip_bad_samples says"
            );
        if (reader.Unknown.Count > 0)
            log.WriteLine(
                $"{name}: a merged file has no place for {string.Join(", ", reader.Unknown.Select(part => $"`{part}`"))}: left out"
            );
    }

    private static void Write(
        MergeDocument document,
        SampleFiles files,
        KeptSamples kept,
        string output,
        CancellationToken cancellation
    )
    {
        var text = new ByteBuffer();
        document.WriteHead(text);
        using var stream = new FileStream(
            output,
            new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                BufferSize = 0,
            }
        );
        stream.Write(text.Written);
        new SampleWriting(files, kept).Write(kept.InOrder(files.KeyOf), stream, cancellation);
        stream.Write("\n}"u8);
    }
}
