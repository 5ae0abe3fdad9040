using System.Globalization;

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

    private static readonly int Seeds = int.Parse(
        Environment.GetEnvironmentVariable("TEST_ROUNDS") ?? "20",
        CultureInfo.InvariantCulture
    );

    [Theory]
    [InlineData(Trouble.None)]
    [InlineData(Trouble.LostAnswers)]
    [InlineData(Trouble.Away)]
    [InlineData(Trouble.CutAnswers)]
    [InlineData(Trouble.DyingDrivers)]
    [InlineData(Trouble.DyingNodes)]
    [InlineData(Trouble.Meddling)]
    [InlineData(Trouble.LostState)]
    [InlineData(Trouble.Failures)]
    [InlineData(Trouble.Interrupts)]
    [InlineData(Trouble.ShortLimits)]
    [InlineData(Trouble.LostAnswers | Trouble.CutAnswers)]
    [InlineData(Trouble.DyingDrivers | Trouble.Away | Trouble.LostState)]
    [InlineData(Trouble.Meddling | Trouble.DyingNodes | Trouble.Failures | Trouble.ShortLimits)]
    [InlineData((Trouble)1023)]
    public void Whatever_happens_nothing_is_doubled_lost_or_taken_from_others(Trouble trouble)
    {
        var problems = new List<string>();
        for (var seed = 0; seed < Seeds; seed++)
        {
            using var scenario = new Scenario(seed, trouble);
            problems.AddRange(scenario.Run().Take(1).Select(p => $"seed {seed} of {trouble}: {p}"));
        }
        Assert.True(
            problems.Count == 0,
            string.Join("\n", problems.Take(5)) + $"\n{problems.Count} of {Seeds}"
        );
    }
}
