using Sluice.Engine.Graph;
using Sluice.Workers.Json;

namespace Sluice.Workers.Benchmark;

/// <summary>What a merge came to, as lines, from its report: when the files are there, nothing can go wrong any more.</summary>
public static class MergeSummary
{
    /// <summary>The lines; of a report that cannot be read, or says less, what it does say.</summary>
    /// <param name="stage">Stage MergeBenchmark.</param>
    public static IReadOnlyList<string> Of(Stage stage)
    {
        var unit = stage.Units[0];
        List<string> lines =
        [
            $"Merged {stage.Shown(Path.Combine(stage.OutputRoot, unit.Outputs[0]))}",
        ];
        try
        {
            // It may hold NaN and Infinity, as the inputs' statistics do.
            var text = File.ReadAllBytes(Path.Combine(stage.OutputRoot, unit.Outputs[1]));
            var tape = new JsonTape();
            tape.Read(text, 0);
            lines.AddRange(Counts(new JsonView(text, tape), unit));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonFault)
        {
            lines.Add($"  {unit.Outputs[1]} cannot be read: {e.Message}");
        }
        return lines;
    }

    private static List<string> Counts(in JsonView report, Unit unit)
    {
        var counts = report.Member(0, "counts"u8);
        var bundles = Number(report, counts, "bundle"u8);
        var conflicts = Number(report, 0, "conflict_duplicates_dropped"u8);
        var bad = Number(report, 0, "bad_samples_dropped"u8);
        var tasks = new[]
        {
            Number(report, counts, "task1"u8),
            Number(report, counts, "task2"u8),
            Number(report, counts, "task3"u8),
            Number(report, counts, "task4"u8),
        };
        List<string> lines =
        [
            $"  Samples: {Number(report, 0, "output_sample_count"u8):N0} of {unit.Inputs.Count} {(unit.Inputs.Count == 1 ? "input" : "inputs")}, in {bundles:N0} {(bundles == 1 ? "bundle" : "bundles")}",
            $"  Tasks 1 to 4: {string.Join(", ", tasks.Select(count => $"{count:N0}"))}",
            $"  Duplicates dropped: {Number(report, 0, "exact_duplicates_dropped"u8):N0} equal, {conflicts:N0} conflicting{(conflicts > 0 ? $": see {unit.Outputs[1]}" : "")}",
        ];
        if (bad > 0)
            lines.Add($"  Bad samples dropped: {bad:N0}: see {unit.Outputs[1]}");
        return lines;
    }

    private static long Number(in JsonView report, int node, ReadOnlySpan<byte> name) =>
        report.Nodes[node].Kind == JsonKind.Object
        && report.Member(node, name) is > 0 and var value
        && report.Nodes[value].Kind == JsonKind.Number
        && long.TryParse(report.Raw(value), out var number)
            ? number
            : 0;
}
