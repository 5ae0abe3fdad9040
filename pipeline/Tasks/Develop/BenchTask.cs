using Cake.Frosting;
using Sluice.Engine;

namespace Sluice.Tasks.Develop;

/// <summary>Builds and runs the benchmarks.</summary>
[TaskName("Bench")]
[TaskDescription("run the benchmarks; --only NAME for one")]
public sealed class BenchTask : AsyncFrostingTask<PipelineContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(PipelineContext context)
    {
        var pipeline = context.Pipeline;
        string[] only = pipeline.Options.Only is { } name ? [name] : [];
        var exitCode = await DevelopProcess.RunAsync(
            pipeline.Home,
            pipeline.Stop.Token,
            ["dotnet", "run", "-c", "Release", "--project", "bench/Bench.csproj", "--", .. only]
        );
        if (exitCode != 0)
            throw new UserError($"Bench: ended with exit code {exitCode}", ExitCode.UnitFailed);
    }
}
