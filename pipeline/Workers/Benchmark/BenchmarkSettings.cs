using Sluice.Engine.Configuration;

namespace Sluice.Workers.Benchmark;

/// <summary>Section <c>benchmark</c>: which runs are merged, and into which file.</summary>
public sealed record BenchmarkSettings : ISettings
{
    /// <summary>What a run directory calls its benchmark file.</summary>
    public const string FileName = "benchmark_gazevqa.json";

    /// <summary>Run directories or benchmark files, in the order in which the first keeps its samples.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>The merged file; null for runs/NAME/benchmark_gazevqa.json.</summary>
    [WorkspacePath]
    public string? Output { get; init; }

    /// <summary>The merged run's name; null for that of the output's directory.</summary>
    public string? MergeName { get; init; }

    /// <summary>Whether what is JSON but no sample is dropped and counted; else the merge is refused.</summary>
    public bool SkipBadSamples { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Expected, string Found)> Check()
    {
        if (Inputs.Contains(""))
            yield return ("inputs", "run directories or files", "''");
        if (Output is not null && Path.GetFileName(Output).Length == 0)
            yield return ("output", "a file", Output.Length == 0 ? "''" : $"'{Output}'");
        if (
            MergeName is { } name
            && (name.Trim().Length == 0 || Output is null && !IsFileName(name))
        )
            yield return (
                "merge_name",
                Output is null ? "a name that a directory can have, or an output" : "a name",
                $"'{name}'"
            );
    }

    private static bool IsFileName(string name) => !name.Contains('/') && name is not ("." or "..");
}
