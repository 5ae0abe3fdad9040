using Sluice.Engine.Graph;

namespace Sluice.Engine.Working.Scheduling;

/// <summary>
/// Who gets what next within a shard. Unit by unit at first: the own slice, then what is left of
/// others'. When units turn out to be tiny and many, block by block. What is held by others or waits
/// for its next try is set aside and occupies no slot. Pure: time is told, and nothing is locked.
/// </summary>
internal sealed class UnitQueue
{
    /// <summary>Units that end faster than this, when there are many, are claimed in blocks.</summary>
    public static readonly TimeSpan Tiny = TimeSpan.FromMilliseconds(20);

    /// <summary>How many count as many.</summary>
    public const int Many = 1000;

    /// <summary>Over how many the time is averaged.</summary>
    public const int Window = 64;

    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(200);

    private readonly IUnitFacts _facts;
    private readonly Shard _shard;
    private readonly Schedule _schedule;
    private readonly bool _mayTakeBlocks;
    private readonly TimeSpan? _leavesHeldAfter;
    private readonly UnitStates _states;
    private readonly SliceCursors _slices;
    private readonly BusyBlocks _busyBlocks = new(BackOff);
    private readonly PriorityQueue<int, TimeSpan> _retries = new();
    private readonly PriorityQueue<int, TimeSpan> _busy = new();
    private readonly Dictionary<int, int> _busyTimes = [];
    private readonly Queue<int> _exclusive = new();
    private readonly HashSet<int> _working = [];
    private BlockCursor? _blocks;
    private int _lane = -1;
    private int _ran;
    private TimeSpan _spent;
    private TimeSpan? _onlyHeldSince;

    /// <summary>A shard's view of a plan's running units.</summary>
    public UnitQueue(
        Slices slices,
        Shard shard,
        Schedule schedule,
        bool mayTakeBlocks,
        IUnitFacts facts,
        TimeSpan? leavesHeldAfter = null
    )
    {
        _facts = facts;
        _shard = shard;
        _schedule = schedule;
        _leavesHeldAfter = leavesHeldAfter;
        _mayTakeBlocks = mayTakeBlocks && schedule == Schedule.Steal;
        _states = new UnitStates(slices, shard.Count);
        _slices = new SliceCursors(_states, slices, shard);
    }

    /// <summary>Units of the own slice that are not settled.</summary>
    public int OwnLeft => _states.LeftOf(_shard.Index);

    /// <summary>Units that are to be settled here and are not.</summary>
    public int Left => _schedule == Schedule.Static ? OwnLeft : _states.Left;

    /// <summary>Whether it takes from others' slices now, so that it matters what is left of them.</summary>
    public bool IsStealing =>
        _schedule == Schedule.Steal && _blocks is null && _slices.OwnIsEmpty && Left > 0;

    /// <summary>Whether it takes whole blocks now.</summary>
    public bool TakesBlocks => _blocks is not null;

    /// <summary>What another shard of the run says is left of its slice.</summary>
    public void Report(int shard, int left) => _slices.Report(shard, left);

    /// <summary>What a free slot does now.</summary>
    public Pick Take(TimeSpan now)
    {
        while (_retries.TryPeek(out var unit, out var due) && due <= now)
        {
            _retries.Dequeue();
            if (Admit(unit, now))
                return Pick.Unit(unit);
        }
        while (_lane < 0 && _exclusive.TryDequeue(out var unit))
            if (Admit(unit, now))
                return Pick.Unit(unit);
        while (_busyBlocks.Take() is >= 0 and var unit)
            if (Admit(unit, now))
                return Pick.Unit(unit);
        if (Fresh(now) is { } fresh)
            return fresh;
        while (_busyBlocks.TakeDue(now) is var (block, units))
            if (AdmitBlock(units, now) is { Count: > 0 } left)
                return Pick.Block(block, left);
        while (_busy.TryPeek(out var unit, out var due) && due <= now)
        {
            _busy.Dequeue();
            if (Admit(unit, now))
                return Pick.Unit(unit);
        }
        return Left == 0 || LeavesHeld(now) ? Pick.End : Pick.Wait(NextDue(now));
    }

    // All that is left is with others, and has been for so long that a dead one would have been noticed.
    // That it was tried again meanwhile, here or in another slot, changes nothing.
    private bool LeavesHeld(TimeSpan now)
    {
        if (_leavesHeldAfter is not { } patience)
            return false;
        if (_working.Count > 0 || _retries.Count > 0)
            _onlyHeldSince = null;
        else
            _onlyHeldSince ??= now;
        return _onlyHeldSince is { } since && now - since >= patience;
    }

    /// <summary>A unit is claimed, and its work begins here.</summary>
    public void Begun(int unit) => _working.Add(unit);

    /// <summary>A unit's work has ended, though it is not settled yet.</summary>
    public void Ran(int unit, TimeSpan time)
    {
        LeaveLane(unit);
        _working.Remove(unit);
        _onlyHeldSince = null;
        _spent += time;
        if (++_ran < Window)
            return;
        var isTiny = _spent < Tiny * Window;
        (_ran, _spent) = (0, TimeSpan.Zero);
        if (_mayTakeBlocks && _blocks is null && isTiny && Left > Many)
            _blocks = new BlockCursor(_states, _facts.BlockOf, _shard);
    }

    /// <summary>A unit is done or failed for good, here or elsewhere.</summary>
    public void Settle(int unit, TimeSpan now)
    {
        LeaveLane(unit);
        _ = _busyBlocks.Ended(unit, isHeld: false, now);
        if (_states[unit] == UnitState.Settled)
            return;
        _states.Change(unit, UnitState.Settled);
        // Whatever changes, the holders of the rest are looked at anew.
        _onlyHeldSince = null;
    }

    /// <summary>Another worker holds a unit.</summary>
    public void Held(int unit, TimeSpan now)
    {
        LeaveLane(unit);
        _states.Change(unit, UnitState.Aside);
        if (_busyBlocks.Ended(unit, isHeld: true, now))
            return;
        var times = _busyTimes[unit] = _busyTimes.GetValueOrDefault(unit) + 1;
        _busy.Enqueue(unit, now + BackOff(times));
    }

    /// <summary>A unit failed and is tried again later, by whoever comes first.</summary>
    public void RetryAt(int unit, TimeSpan due, TimeSpan now)
    {
        LeaveLane(unit);
        _ = _busyBlocks.Ended(unit, isHeld: false, now);
        _states.Change(unit, UnitState.Aside);
        _retries.Enqueue(unit, due);
    }

    /// <summary>A block, or what is left of it, is to be tried unit by unit.</summary>
    public void Split(int block, IReadOnlyList<int> units)
    {
        foreach (var unit in units)
            _states.Change(unit, UnitState.Aside);
        _busyBlocks.Add(block, units);
    }

    private Pick? Fresh(TimeSpan now)
    {
        if (_blocks is not null)
        {
            while (_blocks.Next() is var (block, units))
                if (AdmitBlock(units, now) is { Count: > 0 } left)
                    return Pick.Block(block, left);
            // Nothing is open any more: all has been looked at.
            return null;
        }
        while (_slices.Own() is >= 0 and var unit)
            if (Admit(unit, now))
                return Pick.Unit(unit);
        while (_schedule == Schedule.Steal && _slices.Other() is >= 0 and var unit)
            if (Admit(unit, now))
                return Pick.Unit(unit);
        return null;
    }

    private List<int> AdmitBlock(IReadOnlyList<int> units, TimeSpan now)
    {
        var admitted = new List<int>(units.Count);
        foreach (var unit in units)
            if (!IsFound(unit, now))
            {
                // Such a unit may wait for its lane for long, and a block must not.
                if (_facts.IsExclusive(unit))
                    SetAside(unit);
                else
                    admitted.Add(unit);
            }
        foreach (var unit in admitted)
            _states.Change(unit, UnitState.Taken);
        return admitted;
    }

    private bool Admit(int unit, TimeSpan now)
    {
        if (IsFound(unit, now))
            return false;
        if (_facts.IsExclusive(unit))
        {
            if (_lane >= 0)
            {
                SetAside(unit);
                _ = _busyBlocks.Ended(unit, isHeld: false, now);
                return false;
            }
            _lane = unit;
        }
        _states.Change(unit, UnitState.Taken);
        return true;
    }

    private bool IsFound(int unit, TimeSpan now)
    {
        if (!_facts.IsSettled(unit))
            return false;
        Settle(unit, now);
        _facts.Found(unit);
        return true;
    }

    private void SetAside(int unit)
    {
        _states.Change(unit, UnitState.Aside);
        _exclusive.Enqueue(unit);
    }

    private void LeaveLane(int unit)
    {
        if (_lane == unit)
            _lane = -1;
    }

    private TimeSpan NextDue(TimeSpan now)
    {
        var next = now + s_longest;
        if (_retries.TryPeek(out _, out var retry) && retry < next)
            next = retry;
        if (_busy.TryPeek(out _, out var busy) && busy < next)
            next = busy;
        return _busyBlocks.Due < next ? _busyBlocks.Due.Value : next;
    }

    private static TimeSpan BackOff(int times) =>
        times > 5
            ? s_longest
            : TimeSpan.FromTicks(Math.Min((s_shortest * (1 << times)).Ticks, s_longest.Ticks));
}
