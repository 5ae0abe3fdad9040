using System.Diagnostics;
using Sluice.Engine.Claims;
using Sluice.Engine.Files;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Working;

/// <summary>
/// Commits attempts while the slots go on with the next units. What has come in meanwhile is taken
/// together, step by step: contents synced, renamed, directories synced, then one write and one sync
/// for all records, and only then are the claims given back. For each unit the order is that of one
/// committed alone.
/// </summary>
internal sealed class Committer : IDisposable
{
    private const int Most = 256;
    private const int Enough = 64;

    // Between two batches while the slots are busy: at thousands of units a second a sync is shared by
    // tens of them, and a unit that takes long does not notice.
    private static readonly TimeSpan s_gap = TimeSpan.FromMilliseconds(5);

    private readonly Plan _plan;
    private readonly Fence _fence;
    private readonly LedgerWriter _writer;
    private readonly UnitRecords _records;
    private readonly Action<Attempt, LedgerRecord> _ended;
    private readonly Action<Exception> _broken;
    private readonly object _gate = new();
    private readonly Thread _thread;
    private List<Attempt> _queue = [];
    private bool _isBroken;
    private bool _isHurried;
    private bool _isEnding;

    /// <summary>Starts.</summary>
    /// <param name="plan">What the attempts belong to.</param>
    /// <param name="fence">The worker's.</param>
    /// <param name="writer">Nobody else writes to it.</param>
    /// <param name="records">Makes the records.</param>
    /// <param name="ended">Told of each attempt once its record is durable.</param>
    /// <param name="broken">Told once when nothing more can be committed.</param>
    public Committer(
        Plan plan,
        Fence fence,
        LedgerWriter writer,
        UnitRecords records,
        Action<Attempt, LedgerRecord> ended,
        Action<Exception> broken
    )
    {
        (_plan, _fence, _writer, _records) = (plan, fence, writer, records);
        (_ended, _broken) = (ended, broken);
        _thread = new Thread(Run) { IsBackground = true, Name = "commit" };
        _thread.Start();
    }

    /// <summary>Hands an attempt over; waits while too many are under way.</summary>
    public void Add(Attempt attempt)
    {
        lock (_gate)
        {
            while (_queue.Count >= Most && !_isBroken)
                Monitor.Wait(_gate);
            if (!_isBroken)
            {
                _queue.Add(attempt);
                Monitor.PulseAll(_gate);
                return;
            }
        }
        attempt.Lease.End();
    }

    /// <summary>A slot has nothing to do until something is committed.</summary>
    public void Hurry()
    {
        lock (_gate)
        {
            _isHurried = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Commits what was handed over, then ends.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isEnding = true;
            Monitor.PulseAll(_gate);
        }
        _thread.Join();
    }

    private void Run()
    {
        var last = 0L;
        while (NextBatch(last) is { Count: > 0 } batch)
        {
            try
            {
                Commit(batch);
            }
            catch (Exception e)
            {
                Break(batch, e);
                return;
            }
            last = Stopwatch.GetTimestamp();
        }
    }

    private List<Attempt> NextBatch(long last)
    {
        lock (_gate)
        {
            while (_queue.Count == 0 && !_isEnding)
                Monitor.Wait(_gate);
            while (_queue.Count is > 0 and < Enough && !_isEnding && !_isHurried)
            {
                var left = s_gap - Stopwatch.GetElapsedTime(last);
                if (left <= TimeSpan.Zero)
                    break;
                Monitor.Wait(_gate, left);
            }
            _isHurried = false;
            (var batch, _queue) = (_queue, []);
            Monitor.PulseAll(_gate);
            return batch;
        }
    }

    private void Commit(List<Attempt> batch)
    {
        foreach (var attempt in batch)
            Try(
                attempt,
                () => attempt.Hashes ??= OutputCommit.Sync(attempt.Planned.Unit, attempt.Staging!)
            );
        _fence.ThrowIfLost();
        var directories = new HashSet<string>(StringComparer.Ordinal);
        var root = _plan.Stage.OutputRoot;
        var sound = new HashSet<string>(StringComparer.Ordinal);
        foreach (var attempt in batch)
            Try(
                attempt,
                () =>
                {
                    OutputPath.Refuse(attempt.Planned.Unit, root, sound);
                    OutputCommit.Rename(attempt.Planned.Unit, attempt.Staging!, root, directories);
                }
            );
        SyncAll(directories, batch);
        var records = new LedgerRecord[batch.Count];
        for (var i = 0; i < records.Length; i++)
            records[i] = Record(batch[i], root);
        _fence.ThrowIfLost();
        try
        {
            _writer.Append(records, _plan.SharedParts);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LedgerFailure(_plan.Stage.Paths.Ledger, e);
        }
        for (var i = 0; i < records.Length; i++)
        {
            batch[i].Lease.End();
            _ended(batch[i], records[i]);
        }
    }

    // A step of those that have not failed and have outputs.
    private void Try(Attempt attempt, Action step)
    {
        if (attempt is { Error: null, Staging: not null })
            try
            {
                step();
            }
            catch (Exception e)
                when (e is IOException or UnauthorizedAccessException or UnitFailure)
            {
                attempt.Error = e;
                _fence.ThrowIfLost();
            }
    }

    private void SyncAll(HashSet<string> directories, List<Attempt> batch)
    {
        foreach (var directory in directories)
            try
            {
                Disk.Sync(directory);
            }
            catch (IOException e)
            {
                // Which names it costs cannot be told: none of the batch is to count as done.
                foreach (var attempt in batch.Where(a => a.Staging is not null))
                    attempt.Error ??= e;
                return;
            }
    }

    private LedgerRecord Record(Attempt attempt, string root)
    {
        IReadOnlyList<OutputRecord> outputs = [];
        Try(
            attempt,
            () => outputs = OutputCommit.Records(attempt.Planned.Unit, root, attempt.Hashes!)
        );
        return attempt.Error is null ? _records.Done(attempt, outputs) : _records.Failed(attempt);
    }

    private void Break(List<Attempt> batch, Exception error)
    {
        lock (_gate)
        {
            _isBroken = true;
            batch.AddRange(_queue);
            _queue = [];
            Monitor.PulseAll(_gate);
        }
        foreach (var attempt in batch)
            attempt.Lease.End();
        _broken(error);
    }
}
