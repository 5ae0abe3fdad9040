using Sluice.Engine.Graph;

namespace Sluice.Tests.Engine.Graph;

/// <summary>Units dealt out in turn, and stretches of groups that stay whole.</summary>
public sealed class SlicesTests
{
    [Fact]
    public void Round_robin_deals_out_in_turn() =>
        Assert.Equal(
            [
                [0, 3, 6],
                [1, 4],
                [2, 5],
            ],
            Units(Slices.RoundRobin(7, 3), 3)
        );

    [Fact]
    public void Contiguous_slices_are_stretches_and_the_first_ones_are_longer() =>
        Assert.Equal(
            [
                [0, 1, 2],
                [3, 4],
                [5, 6],
            ],
            Units(Slices.Contiguous(Starts([1, 1, 1, 1, 1, 1, 1]), 7, 3), 3)
        );

    [Theory]
    [InlineData(16, 10, 10, 9)]
    [InlineData(32, 26, 5, 4)]
    [InlineData(64, 26, 3, 2)]
    public void Pythias_checkpoints_are_split_as_in_the_scripts_this_replaces(
        int shards,
        int longer,
        int most,
        int least
    )
    {
        const int layersAndTasks = 4 * 32;
        var sizes = Enumerable.Repeat(layersAndTasks, 154).ToList();
        var slices = Slices.Contiguous(Starts(sizes), sizes.Sum(), shards);
        Assert.Equal(
            Enumerable
                .Repeat(most, longer)
                .Concat(Enumerable.Repeat(least, shards - longer))
                .Select(checkpoints => checkpoints * layersAndTasks),
            Enumerable.Range(0, shards).Select(slices.Length)
        );
        Assert.Equal(shards, slices.Filled);
    }

    [Fact]
    public void Groups_of_unequal_sizes_stay_whole()
    {
        // Groups, not units, are shared out: what is left of a checkpoint is still one load of it.
        var slices = Slices.Contiguous(Starts([3, 1, 4, 1, 5]), 14, 2);
        Assert.Equal([8, 6], [slices.Length(0), slices.Length(1)]);
        Assert.Equal(0, slices.Of(7));
        Assert.Equal(1, slices.Of(8));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Slices_beyond_the_groups_are_empty_and_the_last(bool isContiguous)
    {
        var slices = isContiguous
            ? Slices.Contiguous(Starts([1, 1, 1]), 3, 5)
            : Slices.RoundRobin(3, 5);
        Assert.Equal([1, 1, 1, 0, 0], Enumerable.Range(0, 5).Select(slices.Length));
        Assert.Equal(3, slices.Filled);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_nothing_every_slice_is_empty(bool isContiguous)
    {
        var slices = isContiguous ? Slices.Contiguous([], 0, 4) : Slices.RoundRobin(0, 4);
        Assert.Equal(0, slices.Units);
        Assert.Equal(0, slices.Filled);
        Assert.All(Enumerable.Range(0, 4), slice => Assert.Equal(0, slices.Length(slice)));
    }

    [Fact]
    public void Every_unit_is_in_exactly_one_slice_and_both_ways_agree()
    {
        var random = new Random(154);
        for (var round = 0; round < 500; round++)
        {
            var sizes = Enumerable
                .Range(0, random.Next(0, 40))
                .Select(_ => random.Next(1, 6))
                .ToList();
            var shards = random.Next(1, 50);
            var units = sizes.Sum();
            Agrees(Slices.RoundRobin(units, shards), units, shards);
            var slices = Slices.Contiguous(Starts(sizes), units, shards);
            Agrees(slices, units, shards);
            // No group is cut.
            var starts = Starts(sizes).ToHashSet();
            Assert.All(
                Enumerable.Range(1, Math.Max(0, units - 1)).Where(unit => !starts.Contains(unit)),
                unit => Assert.Equal(slices.Of(unit - 1), slices.Of(unit))
            );
        }
    }

    private static void Agrees(Slices slices, int units, int shards)
    {
        var all = Units(slices, shards);
        Assert.Equal(Enumerable.Range(0, units), all.SelectMany(u => u).Order());
        for (var slice = 0; slice < shards; slice++)
            Assert.All(all[slice], unit => Assert.Equal(slice, slices.Of(unit)));
        Assert.Equal(all.Count(u => u.Count > 0), slices.Filled);
    }

    private static List<List<int>> Units(Slices slices, int shards) =>
        [
            .. Enumerable
                .Range(0, shards)
                .Select(slice =>
                    Enumerable
                        .Range(0, slices.Length(slice))
                        .Select(i => slices.At(slice, i))
                        .ToList()
                ),
        ];

    private static List<int> Starts(IReadOnlyList<int> sizes)
    {
        var starts = new List<int>();
        var at = 0;
        foreach (var size in sizes)
        {
            starts.Add(at);
            at += size;
        }
        return starts;
    }
}
