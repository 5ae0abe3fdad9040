using System.Globalization;
using System.Runtime.InteropServices;
using Sluice.Bench.Running;

namespace Sluice.Bench.Measuring;

/// <summary>What a figure is worth nothing without: CPU, date, commit, runtime.</summary>
internal static class Machine
{
    /// <summary>One line.</summary>
    public static string Describe() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Cpu()}, {Environment.ProcessorCount} cores · {RuntimeInformation.OSDescription} · {RuntimeInformation.FrameworkDescription} · {DateTime.UtcNow:yyyy-MM-dd} · commit {Commit()} · load {Load()} of {Environment.ProcessorCount} at the end"
        );

    private static string Cpu() =>
        File.ReadLines("/proc/cpuinfo")
            .Where(line => line.StartsWith("model name", StringComparison.Ordinal))
            .Select(line => line.Split(':', 2)[1].Trim())
            .FirstOrDefault(RuntimeInformation.ProcessArchitecture.ToString());

    // Others at work on the same cores slow everything: the reader should know.
    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static string Commit()
    {
        // Results and the benchmarks' own pages do not change what is measured.
        var commit = Child.Output(Repository.Root, "git", "rev-parse", "--short", "HEAD");
        var changed = Child.Output(
            Repository.Root,
            "git",
            "status",
            "--porcelain",
            "--untracked-files=no",
            "--",
            ".",
            ":!bench/results"
        );
        return commit is null ? "unknown"
            : changed is { Length: > 0 } ? $"{commit} with changes"
            : commit;
    }
}
