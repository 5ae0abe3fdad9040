using System.Globalization;

namespace Sluice.Tests.Engine.Simulation;

/// <summary>
/// No unit is ever run by two workers at once, none is lost, and the workers come to an end, in
/// every order of operations that the seeds reach. TEST_ROUNDS sets how many seeds.
/// </summary>
[Trait("Takes", "long")]
public sealed class ClaimSimulationTests
{
    private static readonly int Seeds = int.Parse(
        Environment.GetEnvironmentVariable("TEST_ROUNDS") ?? "80",
        CultureInfo.InvariantCulture
    );

    [Theory]
    [InlineData(Faults.None)]
    [InlineData(Faults.Kill)]
    [InlineData(Faults.Pause)]
    [InlineData(Faults.Jump)]
    [InlineData(Faults.Refuse)]
    [InlineData(Faults.Kill | Faults.Pause | Faults.Refuse | Faults.Jump)]
    public void Whatever_happens_each_unit_has_one_holder(Faults faults)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var simulation = new ClaimSimulation(seed, faults, workers: 2 + seed % 4);
            var problems = simulation.Run();
            Assert.True(
                problems.Count == 0,
                $"seed {seed} of {faults}: {string.Join("; ", problems)}"
            );
            Assert.True(
                simulation.WronglyFenced.Count == 0,
                $"seed {seed} of {faults}: {string.Join(", ", simulation.WronglyFenced)} lived and lost the fence"
            );
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        static long Of(int seed)
        {
            var simulation = new ClaimSimulation(seed, Faults.Kill | Faults.Pause, workers: 4);
            simulation.Run();
            return simulation.Clock.Now;
        }

        Assert.Equal(Of(7), Of(7));
        Assert.NotEqual(Of(7), Of(8));
    }
}
