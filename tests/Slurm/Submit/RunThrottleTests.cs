using System.Numerics;
using FsCheck.Fluent;
using Sluice.Slurm.Runs;
using Sluice.Slurm.Submit;

namespace Sluice.Tests.Slurm.Submit;

/// <summary>However the arrays of a run wait for each other, those that run at once keep to the run's bound.</summary>
public sealed class RunThrottleTests
{
    [Fact]
    public void Shares_of_arrays_that_can_run_at_once_never_exceed_the_bound_and_waste_none() =>
        Sluice.Tests.Engine.Properties.Properties.Hold(
            from count in Gen.Choose(0, 8)
            from seed in Gen.Choose(0, int.MaxValue)
            from density in Gen.Choose(0, 4)
            from bound in Gen.Choose(1, 20)
            select (Count: count, Seed: seed, Density: density, Bound: bound),
            tried => tried.Count > 0 ? [tried with { Count = tried.Count - 1 }] : [],
            tried =>
            {
                var arrays = Random(tried.Count, new Random(tried.Seed), tried.Density);
                var before = RunThrottle.Before(arrays);
                AssertTransitive(arrays, before);

                var widest = RunThrottle.Widest(before);

                Assert.Equal(WidestByTrying(before), widest);
                Assert.Equal(tried.Bound < widest, RunThrottle.MustQueue(tried.Bound, widest));
                if (tried.Bound < widest || widest == 0)
                    return;
                var share = RunThrottle.Share(tried.Bound, widest);
                Assert.InRange(share * widest, 1, tried.Bound);
                Assert.True((share + 1) * widest > tried.Bound);
            }
        );

    [Fact]
    public void A_chain_runs_alone_and_gets_all()
    {
        var before = RunThrottle.Before([
            SlurmSample.Array("a"),
            SlurmSample.Array("b") with
            {
                After = ["a"],
            },
            SlurmSample.Array("c") with
            {
                After = ["b"],
            },
        ]);

        Assert.Equal([0, 1], before[2].Order());
        Assert.Equal(1, RunThrottle.Widest(before));
        Assert.Equal(7, RunThrottle.Share(7, 1));
    }

    [Fact]
    public void Without_a_bound_nothing_queues()
    {
        Assert.False(RunThrottle.MustQueue(0, 5));
        Assert.Equal(1, RunThrottle.Share(0, 0));
    }

    private static List<ArrayJob> Random(int count, Random random, int density) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                    SlurmSample.Array($"{i}") with
                    {
                        After =
                        [
                            .. Enumerable
                                .Range(0, i)
                                .Where(_ => random.Next(5) < density)
                                .Select(earlier => $"{earlier}"),
                        ],
                    }
                ),
        ];

    private static void AssertTransitive(
        List<ArrayJob> arrays,
        IReadOnlyList<IReadOnlySet<int>> before
    )
    {
        for (var i = 0; i < arrays.Count; i++)
        {
            var reached = new HashSet<int>();
            var open = new Stack<string>(arrays[i].After);
            while (open.TryPop(out var label))
                if (reached.Add(int.Parse(label)))
                    foreach (var next in arrays[int.Parse(label)].After)
                        open.Push(next);
            Assert.Equal(reached.Order(), before[i].Order());
        }
    }

    private static int WidestByTrying(IReadOnlyList<IReadOnlySet<int>> before) =>
        Enumerable
            .Range(0, 1 << before.Count)
            .Where(set =>
                Enumerable
                    .Range(0, before.Count)
                    .Where(i => (set >> i & 1) == 1)
                    .All(i => before[i].All(earlier => (set >> earlier & 1) == 0))
            )
            .Max(set => BitOperations.PopCount((uint)set));
}
