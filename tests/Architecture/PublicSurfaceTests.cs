using PublicApiGenerator;
using Sluice.Tests.Support;

namespace Sluice.Tests.Architecture;

/// <summary>
/// What the pipeline's projects show to each other and to a user's own host, written down: a change
/// of it is seen in review. What only its own project uses is internal.
/// </summary>
public sealed class PublicSurfaceTests
{
    [Theory]
    [InlineData("Engine", typeof(Sluice.Engine.UserError))]
    [InlineData("Monitor", typeof(Sluice.Monitor.StageStatus))]
    [InlineData("Driver", typeof(Sluice.Driver.Pipeline))]
    [InlineData("Slurm", typeof(Sluice.Slurm.SlurmFeature))]
    [InlineData("Workers", typeof(Sluice.Workers.Sweep.SweepFeature))]
    [InlineData("Tasks", typeof(Sluice.Tasks.Host))]
    public void Of_each_project_is_as_it_was_reviewed(string project, Type inside) =>
        Snapshot.Matches(
            inside.Assembly.GeneratePublicApi(
                new ApiGeneratorOptions { IncludeAssemblyAttributes = false }
            ),
            test: $"Of_{project}"
        );
}
