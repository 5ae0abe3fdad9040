using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Working.Scheduling;

namespace Sluice.Tests.Engine.Working.Scheduling;

/// <summary>Who gets what next, without threads, clocks or files.</summary>
public sealed class UnitQueueTests
{
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(1);

    private readonly FakeFacts _facts = new();
    private TimeSpan _now;

    [Fact]
    public void The_own_slice_comes_first_in_the_plans_order()
    {
        var queue = Queue(9, 1, 3);

        Assert.Equal([1, 4, 7], Units(queue, 3));
    }

    [Fact]
    public void Then_others_slices_from_their_ends_the_one_with_the_most_left_first()
    {
        var queue = Queue(12, 0, 3);
        queue.Report(1, 2);
        queue.Report(2, 4);

        Assert.Equal([0, 3, 6, 9], Units(queue, 4));
        Assert.Equal(11, queue.Take(_now).Number);
        queue.Settle(11, _now);
        // Equal now by what is known here; the report of slice 1 says two.
        Assert.Equal(8, queue.Take(_now).Number);
        queue.Settle(8, _now);
        queue.Report(2, 1);
        Assert.Equal([10, 7, 4, 1], Units(queue, 4));
        Assert.Equal([5, 2], Units(queue, 2));
    }

    [Fact]
    public void A_static_shard_ends_with_its_slice()
    {
        var queue = Queue(9, 1, 3, Schedule.Static);
        foreach (var unit in Units(queue, 3))
            queue.Settle(unit, _now);

        Assert.Equal(PickKind.End, queue.Take(_now).Kind);
    }

    [Fact]
    public void It_ends_only_when_every_unit_of_the_plan_is_settled_by_whomever()
    {
        var queue = Queue(4, 0, 2);
        Assert.Equal([0, 2, 3], Units(queue, 3));
        foreach (var unit in (int[])[0, 2, 3])
            queue.Settle(unit, _now);
        Assert.Equal(1, queue.Take(_now).Number);
        queue.Held(1, _now);

        Assert.Equal(PickKind.Wait, queue.Take(_now).Kind);
        _facts.Settled.Add(1);
        _now += s_slow;
        Assert.Equal(PickKind.End, queue.Take(_now).Kind);
        Assert.Equal([1], _facts.FoundSettled);
    }

    [Fact]
    public void What_is_settled_already_is_passed_over_and_told()
    {
        _facts.Settled.UnionWith([0, 1]);
        var queue = Queue(4, 0, 1);

        Assert.Equal([2, 3], Units(queue, 2));
        Assert.Equal([0, 1], _facts.FoundSettled);
    }

    [Fact]
    public void A_held_unit_is_looked_at_less_and_less_often_and_never_spun_on()
    {
        var queue = Queue(1, 0, 1);
        var waits = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            Assert.Equal(PickKind.Unit, queue.Take(_now).Kind);
            queue.Held(0, _now);
            var wait = queue.Take(_now);
            Assert.Equal(PickKind.Wait, wait.Kind);
            waits.Add((wait.Until - _now).TotalMilliseconds);
            _now = wait.Until;
        }

        Assert.Equal([20, 40, 80, 160, 200, 200, 200], waits);
    }

    [Fact]
    public void A_unit_in_back_off_leaves_its_slot_to_others_and_comes_back_in_time()
    {
        var queue = Queue(3, 0, 1);
        Assert.Equal(0, queue.Take(_now).Number);
        queue.RetryAt(0, s_slow, _now);
        Assert.Equal(1, queue.Take(_now).Number);
        _now = s_slow;

        Assert.Equal(0, queue.Take(_now).Number);
    }

    [Fact]
    public void Exclusive_units_take_one_slot_at_most_and_none_while_they_wait()
    {
        _facts.Exclusive.UnionWith([0, 1, 2]);
        var queue = Queue(5, 0, 1);

        Assert.Equal([0, 3, 4], Units(queue, 3));
        Assert.Equal(PickKind.Wait, queue.Take(_now).Kind);
        queue.Ran(0, s_slow);
        Assert.Equal(1, queue.Take(_now).Number);
        Assert.Equal(PickKind.Wait, queue.Take(_now).Kind);
        queue.Settle(1, _now);
        Assert.Equal(2, queue.Take(_now).Number);
    }

    [Fact]
    public void Tiny_units_when_there_are_many_are_taken_in_blocks_from_the_shards_own_place_on()
    {
        var queue = Queue(10_000, 1, 2);
        RunWindow(queue, TimeSpan.FromMilliseconds(1));

        var pick = queue.Take(_now);

        Assert.Equal((PickKind.Block, 512), (pick.Kind, pick.Number));
        Assert.All(pick.Units, unit => Assert.Equal(512, unit % ClaimStore.Blocks));
        Assert.Equal(513, queue.Take(_now).Number);
    }

    [Theory]
    [InlineData(10_000, 25, Schedule.Steal)]
    [InlineData(1_000, 1, Schedule.Steal)]
    [InlineData(10_000, 1, Schedule.Static)]
    public void Slow_units_few_units_and_static_shards_stay_with_single_units(
        int units,
        int milliseconds,
        Schedule schedule
    )
    {
        var queue = Queue(units, 0, 2, schedule);
        RunWindow(queue, TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(PickKind.Unit, queue.Take(_now).Kind);
    }

    [Theory]
    [InlineData(5_000, 0, 1)]
    [InlineData(5_000, 2, 3)]
    [InlineData(200_000, 0, 1)]
    [InlineData(200_000, 1, 2)]
    public void Blocks_cover_every_unit_once(int count, int index, int of)
    {
        var queue = Queue(count, index, of);
        var taken = new HashSet<int>(RunWindow(queue, TimeSpan.Zero));
        while (queue.Take(_now) is { Kind: PickKind.Block } pick)
        {
            // Those that lie together in the plan are taken together: only a window is in memory.
            Assert.Single(pick.Units.Select(unit => unit / BlockCursor.Window).Distinct());
            foreach (var unit in pick.Units)
            {
                Assert.True(taken.Add(unit));
                queue.Settle(unit, _now);
            }
        }

        Assert.Equal(count, taken.Count);
        Assert.Equal(PickKind.End, queue.Take(_now).Kind);
    }

    [Fact]
    public void Of_a_block_that_is_held_by_one_slow_unit_the_others_are_done_singly()
    {
        var queue = Queue(5_000, 0, 1);
        RunWindow(queue, TimeSpan.Zero);
        var block = queue.Take(_now);
        queue.Split(block.Number, block.Units);

        var first = queue.Take(_now);
        Assert.Equal((PickKind.Unit, block.Units[0]), (first.Kind, first.Number));
        queue.Held(first.Number, _now);
        Assert.Equal(block.Units[1], queue.Take(_now).Number);
        Assert.Equal(block.Units[2], queue.Take(_now).Number);
    }

    [Fact]
    public void A_block_that_is_held_whole_costs_a_few_tries_and_is_come_back_to_as_a_block()
    {
        var queue = Queue(8_000, 0, 1);
        RunWindow(queue, TimeSpan.Zero);
        var block = queue.Take(_now);
        Assert.True(block.Units.Count > 4);
        queue.Split(block.Number, block.Units);
        foreach (var unit in Units(queue, 3))
            queue.Held(unit, _now);
        Assert.NotEqual(block.Number, queue.Take(_now).Number);
        while (queue.Take(_now) is { Kind: PickKind.Block }) { }
        _now += s_slow;

        var again = queue.Take(_now);

        Assert.Equal((PickKind.Block, block.Number), (again.Kind, again.Number));
        Assert.Equal(block.Units.Order(), again.Units.Order());
    }

    private UnitQueue Queue(int units, int index, int count, Schedule schedule = Schedule.Steal) =>
        new(
            Slices.RoundRobin(units, count),
            new Shard(index, count),
            schedule,
            mayTakeBlocks: true,
            _facts
        );

    private List<int> Units(UnitQueue queue, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                {
                    var pick = queue.Take(_now);
                    Assert.Equal(PickKind.Unit, pick.Kind);
                    return pick.Number;
                }),
        ];

    /// <summary>As many units as are timed before it is decided.</summary>
    private List<int> RunWindow(UnitQueue queue, TimeSpan each)
    {
        var units = Units(queue, UnitQueue.Window);
        foreach (var unit in units)
        {
            queue.Ran(unit, each);
            queue.Settle(unit, _now);
        }
        return units;
    }
}
