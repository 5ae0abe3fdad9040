using System.Text.Json;
using Sluice.Engine;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;

namespace Sluice.Workers.Benchmark;

/// <summary>Declares stage MergeBenchmark: one unit that turns the benchmarks of several runs into one.</summary>
public static class MergeBenchmarkStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "MergeBenchmark";

    /// <summary>What plans call the worker.</summary>
    public const string Worker = "merge_benchmark";

    /// <summary>The stage; without units when no inputs are configured.</summary>
    /// <param name="settings">Section benchmark.</param>
    /// <param name="workspace">Absolute.</param>
    /// <param name="limits">Section run.</param>
    public static Stage Declare(BenchmarkSettings settings, string workspace, RunLimits limits)
    {
        var output =
            settings.Output
            ?? Path.Combine(
                workspace,
                "runs",
                settings.MergeName ?? "merged",
                BenchmarkSettings.FileName
            );
        var inputs = settings.Inputs.Select(i => FileOf(Path.GetFullPath(i, workspace))).ToList();
        var unit = new Unit
        {
            Key = Path.GetFileName(output),
            Inputs = inputs,
            Outputs =
            [
                Path.GetFileName(output),
                $"{Path.GetFileNameWithoutExtension(output)}.merge_report.json",
            ],
            Parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["merge_name"] =
                    settings.MergeName?.Trim() ?? Path.GetFileName(Path.GetDirectoryName(output)!),
                // Both files name them in full, and their order decides what is kept.
                ["sources"] = string.Join('\n', inputs),
                ["output"] = output,
            },
        };
        return new Stage
        {
            Name = Name,
            Workspace = workspace,
            OutputRoot = Path.GetDirectoryName(output)!,
            Worker = Worker,
            Limits = limits,
            Units = inputs.Count > 0 ? [unit] : [],
            Preflight = () => Refuse(unit, output, path => ShownPath.Of(path, workspace)),
        };
    }

    /// <summary>What a merge came to, as lines.</summary>
    public static IEnumerable<string> Summary(Stage stage)
    {
        var unit = stage.Units[0];
        using var report = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(stage.OutputRoot, unit.Outputs[1]))
        );
        var root = report.RootElement;
        var counts = root.GetProperty("counts");
        long Number(string name) => root.GetProperty(name).GetInt64();
        long Count(string name) => counts.GetProperty(name).GetInt64();
        yield return $"Merged {stage.Shown(Path.Combine(stage.OutputRoot, unit.Outputs[0]))}";
        yield return $"  Samples: {Number("output_sample_count"):N0} of {unit.Inputs.Count} {(unit.Inputs.Count == 1 ? "input" : "inputs")}, in {Count("bundle"):N0} {(Count("bundle") == 1 ? "bundle" : "bundles")}";
        yield return $"  Tasks 1 to 4: {string.Join(", ", Enumerable.Range(1, 4).Select(i => $"{Count($"task{i}"):N0}"))}";
        yield return $"  Duplicates dropped: {Number("exact_duplicates_dropped"):N0} equal, {Number("conflict_duplicates_dropped"):N0} conflicting{(Number("conflict_duplicates_dropped") > 0 ? $": see {unit.Outputs[1]}" : "")}";
    }

    // What is not there yet is a directory that a run will make, unless it is called a file.
    private static string FileOf(string input) =>
        Directory.Exists(input)
        || !File.Exists(input) && !input.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? Path.Combine(input, BenchmarkSettings.FileName)
            : input;

    private static void Refuse(Unit unit, string output, Func<string, string> shown)
    {
        if (Directory.Exists(output))
            throw new UserError(
                $"{Name}: the output {shown(output)} is a directory; name a file in it, e.g. {shown(Path.Combine(output, BenchmarkSettings.FileName))}"
            );
        var made = unit
            .Outputs.Select(o => Path.Combine(Path.GetDirectoryName(output)!, o))
            .ToDictionary(o => o, FileIdentity.Of);
        var seen = new Dictionary<FileIdentity, string>();
        foreach (var input in unit.Inputs)
        {
            if (FileIdentity.Of(input) is not { } identity)
                continue;
            foreach (var (path, there) in made)
                if (path == input || there == identity)
                    throw new UserError(
                        $"{Name}: the input {shown(input)} is what the merge would write, {shown(path)}; name another output"
                    );
            if (!seen.TryAdd(identity, input))
                throw new UserError(
                    $"{Name}: the input {shown(input)} is there twice{(seen[identity] == input ? "" : $", also as {shown(seen[identity])}")}; name it once"
                );
        }
    }
}
