using Microsoft.Win32.SafeHandles;
using Sluice.Engine.Files;

namespace Sluice.Engine.UpToDate;

/// <summary>
/// One worker's file of the ledger: its only writer. Records that arrive while a sync is under way
/// share the next one (group commit). The file is made with the first record.
/// </summary>
public sealed class LedgerWriter(string directory, string worker) : IDisposable
{
    private readonly Lock _queueGate = new();
    private readonly Lock _fileGate = new();
    private readonly HashSet<string> _shared = [];
    private List<byte[]> _queue = [];
    private Exception? _broken;
    private long _queued;
    private long _durable;
    private readonly string _path = Path.Combine(directory, $"{worker}.jsonl");
    private SafeFileHandle? _file;
    private long _length;
    private long _sequence;

    /// <summary>The number for the worker's next record.</summary>
    public long NextSequence() => Interlocked.Increment(ref _sequence);

    /// <summary>Appends a record and returns once it is durable.</summary>
    /// <param name="record">What happened.</param>
    /// <param name="shared">The parts that a done record names by id.</param>
    /// <exception cref="IOException">It could not be written; nothing later will be either.</exception>
    public void Append(LedgerRecord record, IReadOnlyList<FingerprintPart> shared)
    {
        var line = record is DoneRecord done
            ? LedgerFormat.Done(done)
            : LedgerFormat.Failed((FailedRecord)record);
        long mine;
        lock (_queueGate)
        {
            if (record is DoneRecord { SharedParts: var id } && _shared.Add(id))
                _queue.Add(LedgerFormat.Shared(id, shared));
            _queue.Add(line);
            mine = ++_queued;
        }
        lock (_fileGate)
        {
            if (_broken is not null)
                throw new IOException($"the ledger cannot be written: {_broken.Message}", _broken);
            if (_durable >= mine)
                return;
            List<byte[]> batch;
            long last;
            lock (_queueGate)
            {
                (batch, _queue) = (_queue, []);
                last = _queued;
            }
            try
            {
                Write(batch);
            }
            catch (Exception e)
            {
                // After a failed write or sync the file's tail is unknown: no record may follow it.
                _broken = e;
                throw;
            }
            _durable = last;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private void Write(List<byte[]> batch)
    {
        var isNew = _file is null;
        if (isNew)
        {
            Disk.MakeDirectories(directory);
            _file = Disk.OpenWrite(_path, FileMode.CreateNew);
            batch.Insert(0, LedgerFormat.Header(worker));
        }
        Disk.Write(_file!, _path, [.. batch.Select(line => (ReadOnlyMemory<byte>)line)], _length);
        _length += batch.Sum(line => line.Length);
        Disk.Sync(_file!, _path);
        if (isNew)
            Disk.Sync(directory);
    }
}
