using System.Text;
using Sluice.Engine.Working;
using Sluice.Tests.Support;
using Sluice.Workers.Benchmark;

namespace Sluice.Tests.Workers.Benchmark;

/// <summary>Benchmark files in a temporary directory, merged in this process.</summary>
internal sealed class Benchmarks : IDisposable
{
    public const string CreatedAt = "2026-01-02T03:04:05Z";

    private readonly Workspace _files = new();

    /// <summary>Writes the benchmark file of a run.</summary>
    public string Write(string run, string json) =>
        _files.Write($"{run}/benchmark_gazevqa.json", json);

    /// <summary>Writes that of a run with nothing but samples.</summary>
    public string WriteSamples(string run, params IEnumerable<string> samples) =>
        Write(
            run,
            $$"""{"meta":{"run_name":"{{run}}"},"samples":[{{string.Join(",", samples)}}]}"""
        );

    public string PathOf(string path) => _files[path];

    /// <summary>Merges files into run <c>merged</c>.</summary>
    /// <returns>The merged file's text, and its report's.</returns>
    public (string Merged, string Report) Merge(params IReadOnlyList<string> inputs) =>
        MergeInto("merged", inputs);

    /// <summary>Merges files into a run.</summary>
    public (string Merged, string Report) MergeInto(
        string run,
        params IReadOnlyList<string> inputs
    ) => MergeInto(run, dropsBad: false, inputs);

    /// <summary>Merges files into run <c>merged</c>, dropping what is no sample.</summary>
    public (string Merged, string Report) MergeDropping(params IReadOnlyList<string> inputs) =>
        MergeInto("merged", dropsBad: true, inputs);

    private (string Merged, string Report) MergeInto(
        string run,
        bool dropsBad,
        IReadOnlyList<string> inputs
    )
    {
        var output = _files[$"{run}/benchmark_gazevqa.json"];
        var report = _files[$"{run}/benchmark_gazevqa.merge_report.json"];
        Directory.CreateDirectory(Path.GetDirectoryName(output)!);
        new BenchmarkMerge(
            inputs,
            path => Path.GetRelativePath(_files.Root, path),
            TextWriter.Null,
            dropsBad
        ).Run(new(run, output, CreatedAt), output, report, CancellationToken.None);
        return (File.ReadAllText(output), File.ReadAllText(report));
    }

    /// <summary>Why a merge of one file is refused.</summary>
    public string Refusal(byte[] json)
    {
        var file = Write("torn", "");
        File.WriteAllBytes(file, json);
        return Assert.Throws<UnitFailure>(() => Merge(file)).Message;
    }

    /// <inheritdoc cref="Refusal(byte[])"/>
    public string Refusal(string json) => Refusal(Encoding.UTF8.GetBytes(json));

    /// <summary>Has the oracle merge the same files into another directory of the same name.</summary>
    public async Task<(string Merged, string Report)> OracleAsync(params string[] inputs)
    {
        var output = _files["merged/benchmark_gazevqa.json"];
        var script = Path.Combine(Repository.Root, "tests/Workers/Benchmark/merge_oracle.py");
        var result = await Shell.RunAsync(
            _files.Root,
            ["python3", script, output, "merged", CreatedAt, .. inputs]
        );
        result.Exits(0);
        return (
            await File.ReadAllTextAsync(output),
            await File.ReadAllTextAsync(_files["merged/benchmark_gazevqa.merge_report.json"])
        );
    }

    public void Dispose() => _files.Dispose();
}
