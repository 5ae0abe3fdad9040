using Sluice.Engine;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Workers.Benchmark;

/// <summary>Declares stage MergeBenchmark: one unit that turns the benchmarks of several runs into one.</summary>
public static class MergeBenchmarkStage
{
    public const string Name = "MergeBenchmark";

    /// <summary>What plans call the worker.</summary>
    public const string Worker = "merge_benchmark";

    /// <summary>Goes up when the same input and settings give other bytes.</summary>
    public const int Version = 1;

    /// <summary>The stage; without units when no inputs are configured.</summary>
    /// <param name="settings">Section benchmark.</param>
    /// <param name="workspace">Absolute.</param>
    /// <param name="limits">Section run.</param>
    public static DeclaredStage Declare(
        BenchmarkSettings settings,
        string workspace,
        RunLimits limits
    )
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
            Parameters = OrderedMap.Of([
                MergeRecipe.MergeName.Is(
                    settings.MergeName?.Trim() ?? Path.GetFileName(Path.GetDirectoryName(output)!)
                ),
                MergeRecipe.Sources.Is(inputs),
                MergeRecipe.Output.Is(output),
                .. settings.SkipBadSamples ? new[] { MergeRecipe.SkipBadSamples.Is(true) } : [],
            ]),
        };
        return new DeclaredStage
        {
            Name = Name,
            Workspace = workspace,
            OutputRoot = Path.GetDirectoryName(output)!,
            Worker = Worker,
            WorkerVersion = Version,
            Limits = limits,
            Units = inputs.Count > 0 ? [unit] : [],
            Preflight = () => Refuse(unit, output, path => ShownPath.Of(path, workspace)),
        };
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
