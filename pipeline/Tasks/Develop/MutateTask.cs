using Cake.Frosting;
using Sluice.Engine;

namespace Sluice.Tasks.Develop;

/// <summary>Changes the engine in thousands of small ways and sees whether its own tests notice; the last line says how often.</summary>
[TaskName("Mutate")]
[TaskDescription("test the engine's tests by mutating it (hours); --only GLOB for some files")]
public sealed class MutateTask : AsyncFrostingTask<PipelineContext>
{
    // Every mutant is held against all tests that reach it: few seeds each are enough for a slip.
    private static readonly string[] FewSeeds = ["env", "TEST_ROUNDS=3", "PROPERTY_CASES=15"];

    /// <inheritdoc/>
    public override async Task RunAsync(PipelineContext context)
    {
        var pipeline = context.Pipeline;
        var stop = pipeline.Stop.Token;
        var output = Path.Combine(pipeline.Home, "artifacts", "mutate");
        var report = Path.Combine(output, "reports", "mutation-report.json");
        if (File.Exists(report))
            File.Delete(report);
        string[] files = pipeline.Options.Only is { } glob ? ["--mutate", $"**/{glob}"] : [];
        await DevelopProcess.RunAsync(pipeline.Home, stop, "dotnet", "tool", "restore");
        var exitCode = await DevelopProcess.RunAsync(
            Path.Combine(pipeline.Home, "tests", "Mutation"),
            stop,
            [.. FewSeeds, "dotnet", "stryker", "--output", output, "--skip-version-check", .. files]
        );
        stop.ThrowIfCancellationRequested();
        if (exitCode != 0 || !File.Exists(report))
            throw new UserError(
                $"Mutate: stryker ended with exit code {exitCode}",
                ExitCode.UnitFailed
            );
        var mutants = MutationReport.Read(report);
        foreach (var survivor in mutants.Survivors)
            Console.WriteLine(survivor);
        pipeline.Closing = () => Console.WriteLine(mutants);
    }
}
