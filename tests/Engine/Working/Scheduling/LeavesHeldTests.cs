using Sluice.Engine.Graph;
using Sluice.Engine.Working.Scheduling;

namespace Sluice.Tests.Engine.Working.Scheduling;

/// <summary>A queue that is not to wait for ever ends once all that is left has been with others for long enough.</summary>
public sealed class LeavesHeldTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(65);
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly FakeFacts _facts = new();
    private TimeSpan _now;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void It_ends_after_its_patience_however_often_it_looks_at_them_meanwhile(int units)
    {
        var queue = Queue(units);

        var looks = HoldAllUntil(queue, PickKind.End);

        Assert.InRange(_now, s_patience, s_patience + s_second);
        // A dead holder would have been noticed.
        Assert.InRange(looks, 300 * units, 500 * units);
        Assert.Equal(units, queue.Left);
    }

    [Fact]
    public void Several_slots_that_look_at_once_do_not_make_it_longer()
    {
        var queue = Queue(2);
        while (true)
        {
            var (one, two) = (queue.Take(_now), queue.Take(_now));
            if (one.Kind == PickKind.End)
                break;
            foreach (var pick in new[] { one, two }.Where(p => p.Kind == PickKind.Unit))
                queue.Held(pick.Number, _now);
            _now += TimeSpan.FromMilliseconds(50);
            Assert.InRange(_now, TimeSpan.Zero, s_patience * 2);
        }

        Assert.InRange(_now, s_patience, s_patience + s_second);
    }

    [Fact]
    public void Blocks_that_are_held_are_left_as_well()
    {
        var queue = Queue(5_000);
        for (var i = 0; i < UnitQueue.Window; i++)
        {
            var unit = queue.Take(_now).Number;
            queue.Begun(unit);
            queue.Ran(unit, TimeSpan.Zero);
            queue.Settle(unit, _now);
        }
        Assert.True(queue.TakesBlocks);

        HoldAllUntil(queue, PickKind.End);

        Assert.InRange(_now, s_patience, s_patience + s_second);
    }

    [Fact]
    public void While_it_does_a_unit_itself_it_does_not_end_and_then_looks_anew()
    {
        var queue = Queue(2);
        var own = queue.Take(_now).Number;
        queue.Begun(own);
        HoldAllUntil(queue, PickKind.End, s_patience * 3);
        Assert.Equal(s_patience * 3, _now);

        queue.Ran(own, _now);
        queue.Settle(own, _now);
        HoldAllUntil(queue, PickKind.End);

        Assert.InRange(_now, s_patience * 4, s_patience * 4 + s_second);
    }

    [Fact]
    public void When_somebody_settles_one_of_them_the_rest_is_looked_at_anew()
    {
        var queue = Queue(2);
        HoldAllUntil(queue, PickKind.End, s_patience - s_second);
        _facts.Settled.Add(0);
        HoldAllUntil(queue, PickKind.End);

        Assert.InRange(_now, s_patience * 2 - s_second * 2, s_patience * 2);
        Assert.Equal(1, queue.Left);
    }

    [Fact]
    public void A_unit_that_waits_for_its_next_try_is_waited_for()
    {
        var queue = Queue(2);
        var failed = queue.Take(_now).Number;
        queue.Begun(failed);
        queue.Ran(failed, s_second);
        queue.RetryAt(failed, s_patience * 2, _now);

        HoldAllUntil(queue, PickKind.End, s_patience * 2 - s_second);
        Assert.Equal(s_patience * 2 - s_second, _now);
    }

    [Fact]
    public void Without_patience_set_it_never_ends()
    {
        var queue = new UnitQueue(
            Slices.RoundRobin(1, 1),
            new Shard(0, 1),
            Schedule.Steal,
            true,
            _facts
        );

        HoldAllUntil(queue, PickKind.End, TimeSpan.FromHours(1));

        Assert.Equal(TimeSpan.FromHours(1), _now);
    }

    [Fact]
    public void What_is_free_is_done_however_late()
    {
        var queue = Queue(2);
        HoldAllUntil(queue, PickKind.End, s_patience - s_second);
        _now += s_patience * 10;

        Assert.Equal(PickKind.Unit, queue.Take(_now).Kind);
    }

    private UnitQueue Queue(int units) =>
        new(
            Slices.RoundRobin(units, 1),
            new Shard(0, 1),
            Schedule.Steal,
            mayTakeBlocks: true,
            _facts,
            s_patience
        );

    /// <summary>Everything it wants is held by somebody, until it gives such a pick or so much time has gone by.</summary>
    /// <returns>How many units it looked at.</returns>
    private int HoldAllUntil(UnitQueue queue, PickKind end, TimeSpan? limit = null)
    {
        var looks = 0;
        var last = limit ?? _now + s_patience * 3;
        while (_now < last && queue.Take(_now) is var pick && pick.Kind != end)
            switch (pick.Kind)
            {
                case PickKind.Unit:
                    looks++;
                    queue.Held(pick.Number, _now);
                    break;
                case PickKind.Block:
                    queue.Split(pick.Number, pick.Units);
                    break;
                default:
                    _now = pick.Until < last ? pick.Until : last;
                    break;
            }
        return looks;
    }
}
