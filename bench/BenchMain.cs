using System.Diagnostics;
using Sluice.Bench.Measuring;
using Sluice.Bench.Running;
using Sluice.Engine;
using Sluice.Engine.Graph;

namespace Sluice.Bench;

/// <summary>Chooses benchmarks, runs each in a process of its own, keeps what they report.</summary>
internal static class BenchMain
{
    /// <param name="args">Nothing for all, or a name or glob.</param>
    /// <param name="all">Every benchmark, in the order they run.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, IReadOnlyList<IBenchmark> all)
    {
        var pattern = args is [var only, ..] ? only : "*";
        var chosen = all.Where(b => InputGlob.Matches(pattern, b.Name)).ToList();
        if (chosen.Count == 0)
        {
            await Console.Error.WriteLineAsync(
                $"Bench: there is no benchmark '{pattern}'.{Suggestion.Hint(pattern, all.Select(b => b.Name))} There are {string.Join(", ", all.Select(b => b.Name))}"
            );
            return ExitCode.BadUsage;
        }
        return chosen is [var one] ? await RunAsync(one) : await RunEachAsync(chosen);
    }

    private static async Task<int> RunAsync(IBenchmark benchmark)
    {
        var report = new Report(Console.Out);
        report.Line($"{benchmark.Name}: {benchmark.Measures}");
        try
        {
            await benchmark.RunAsync(report);
        }
        catch (Exception e) when (e is UserError or ChildFailure)
        {
            await Console.Error.WriteLineAsync($"Bench: {benchmark.Name}: {e.Message}");
            return ExitCode.UnitFailed;
        }
        report.Save(
            Path.Combine(Repository.Root, "bench", "results", $"{benchmark.Name}.txt"),
            Machine.Describe()
        );
        return ExitCode.Done;
    }

    private static async Task<int> RunEachAsync(IEnumerable<IBenchmark> benchmarks)
    {
        var exitCode = ExitCode.Done;
        foreach (var benchmark in benchmarks)
        {
            var info = new ProcessStartInfo(
                "dotnet",
                [typeof(BenchMain).Assembly.Location, benchmark.Name]
            );
            using var process = Process.Start(info)!;
            await process.WaitForExitAsync();
            exitCode = Math.Max(exitCode, process.ExitCode);
            Console.WriteLine();
        }
        return exitCode;
    }
}
