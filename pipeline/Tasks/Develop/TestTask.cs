using Cake.Frosting;
using Sluice.Engine;

namespace Sluice.Tasks.Develop;

/// <summary>Builds and runs the tests; the last line is their count.</summary>
[TaskName("Test")]
[TaskDescription(
    "install what the tests need where possible, build and run them; --only NAME for some"
)]
public sealed class TestTask : AsyncFrostingTask<PipelineContext>
{
    // Tests on clusters mostly wait for Slurm: beside each core's test there is room for two of them.
    private const int Waiting = 2;

    /// <inheritdoc/>
    public override async Task RunAsync(PipelineContext context)
    {
        var pipeline = context.Pipeline;
        var stop = pipeline.Stop.Token;
        if (!pipeline.Options.Quick)
        {
            await TestRequirements.InstallAsync(pipeline.Home, stop);
            await DevelopProcess.RunAsync(pipeline.Home, stop, "dotnet", "tool", "restore");
        }
        if (
            await DevelopProcess.RunAsync(
                pipeline.Home,
                stop,
                "dotnet",
                "build",
                "tests/Tests.csproj",
                // What is simulated a thousand times over is compute.
                "-c",
                "Release",
                "--nologo",
                "-v",
                "quiet"
            ) != 0
        )
            throw new UserError("Test: the tests do not build", ExitCode.UnitFailed);

        var report = Path.Combine(pipeline.Home, "artifacts", "tests.xml");
        File.Delete(report);
        string[] filter =
        [
            .. pipeline.Options.Only is { } only ? ["-method", $"*{only}*"] : Array.Empty<string>(),
            // Said by the tests themselves, class by class.
            .. pipeline.Options.Quick ? ["-trait-", "Takes=long"] : Array.Empty<string>(),
        ];
        await DevelopProcess.RunAsync(
            pipeline.Home,
            stop,
            [
                "dotnet",
                "artifacts/bin/Tests/release/Sluice.Tests.dll",
                "-noLogo",
                "-noColor",
                "-xml",
                report,
                "-maxThreads",
                $"{Environment.ProcessorCount + Waiting}",
                .. filter,
            ]
        );
        stop.ThrowIfCancellationRequested();
        var counts = TestCounts.Read(report);
        pipeline.Closing = () => Console.WriteLine(counts);
        if (counts.Failed > 0 || counts.Passed == 0)
            throw new UserError($"Test: {counts}", ExitCode.UnitFailed);
    }
}
