using Sluice.Driver.Executing;
using Sluice.Engine;
using Sluice.Engine.Stages;

namespace Sluice.Tests.Slurm.Simulation;

/// <summary>Whatever happens on a cluster: nothing is submitted twice, nothing of others is touched, nothing is left over.</summary>
public sealed class SlurmSimulationTests
{
    [Fact]
    public void A_run_without_trouble_does_everything_and_its_rerun_nothing()
    {
        using var simulation = new SlurmSimulation(1);

        var first = simulation.Drive(driver => driver.RunAsync(3));
        Assert.Null(first.Failure);
        Assert.Empty(simulation.Violations);
        Assert.Empty(simulation.Undone);
        var second = simulation.Drive(driver => driver.RunAsync(3));
        Assert.Null(second.Failure);
        Assert.Equal(2, first.Slurm.Calls["sbatch"]);
        Assert.DoesNotContain("sbatch", second.Slurm.Calls.Keys);
    }
}
