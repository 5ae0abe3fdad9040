using System.Globalization;
using System.Runtime.ExceptionServices;
using Sluice.Engine.Running;
using Sluice.Workers.Benchmark.Json;
using Sluice.Workers.Tables;

namespace Sluice.Workers.Benchmark;

/// <summary>
/// Merges benchmark files: reads each once, keeping of a sample only its identity, sort key and place,
/// then writes the kept ones in order, reading their texts again. Memory does not grow with the
/// samples' size.
/// </summary>
public sealed class MergeBenchmarkWorker(TimeProvider clock) : IWorker
{
    /// <inheritdoc/>
    public Task RunAsync(UnitContext unit, CancellationToken cancellation)
    {
        using var files = new SampleFiles(unit.Inputs, unit.Plan.Stage.Shown);
        var result = new MergeResult();
        for (var source = 0; source < unit.Inputs.Count; source++)
            ReadSource(unit, files, source, result, cancellation);
        var document = new MergeDocument(
            result,
            unit.Parameter("merge_name"),
            unit.Inputs,
            clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        );
        try
        {
            Write(unit, document, files, result.Kept, cancellation);
        }
        // Parallel work and sorting wrap what they meet; the first failure says enough.
        catch (Exception e)
            when (e is AggregateException or InvalidOperationException
                && e.InnerException is UnitFailure
            )
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
        }
        files.RefuseChanged();
        unit.Produced(result.Kept.Count);
        return Task.CompletedTask;
    }

    private static void ReadSource(
        UnitContext unit,
        SampleFiles files,
        int source,
        MergeResult result,
        CancellationToken cancellation
    )
    {
        var shown = unit.Plan.Stage.Shown(unit.Inputs[source]);
        var reader = new BenchmarkReader(files[source]);
        var analysis = new SampleAnalysis();
        result.BeginSource();
        try
        {
            foreach (var batch in reader.Batches())
            {
                cancellation.ThrowIfCancellationRequested();
                analysis.Run(
                    batch,
                    (i, facts, key) => result.Take(facts, key, batch.OffsetOf(i), batch.LengthOf(i))
                );
            }
        }
        catch (JsonFault fault)
        {
            throw new UnitFailure(
                $"{shown}, byte {fault.At}: {fault.Message}; mend the file or make it anew. Nothing was changed"
            );
        }
        if (source == 0)
            result.Meta = reader.Part("meta");
        result.RejectStats.Add(reader.Part("reject_stats"));
        result.FrameStats.Add(reader.Part("frame_stats"));
        unit.Log.WriteLine($"{shown}: {result.SourceCounts[source]:N0} samples");
        if (reader.Unknown.Count > 0)
            unit.Log.WriteLine(
                $"{shown}: a merged file has no place for {string.Join(", ", reader.Unknown.Select(name => $"`{name}`"))}: left out"
            );
    }

    private static void Write(
        UnitContext unit,
        MergeDocument document,
        SampleFiles files,
        KeptSamples kept,
        CancellationToken cancellation
    )
    {
        var text = new ByteBuffer();
        document.WriteHead(text);
        using (
            var stream = new FileStream(
                unit.Output(0),
                FileMode.Create,
                FileAccess.Write,
                FileShare.Read,
                0
            )
        )
        {
            stream.Write(text.Written);
            new SampleWriting(files, kept).Write(kept.InOrder(files.KeyOf), stream, cancellation);
            stream.Write("\n}"u8);
        }
        text.Clear();
        document.WriteReport(unit.Parameter("output"), text);
        File.WriteAllBytes(unit.Output(1), text.Written);
    }
}
