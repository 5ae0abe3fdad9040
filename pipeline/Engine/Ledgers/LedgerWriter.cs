using Microsoft.Win32.SafeHandles;
using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;

namespace Sluice.Engine.Ledgers;

/// <summary>
/// One worker's file of the ledger: its only writer. A batch of records costs one write and one sync.
/// The file is made with the first record.
/// </summary>
public sealed class LedgerWriter(string directory, string worker) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _shared = [];
    private readonly string _path = Path.Combine(directory, $"{worker}.jsonl");
    private SafeFileHandle? _file;
    private Exception? _broken;
    private long _length;
    private long _sequence;

    /// <summary>The number for the worker's next record.</summary>
    public long NextSequence() => Interlocked.Increment(ref _sequence);

    /// <summary>Appends a record and returns once it is durable.</summary>
    /// <inheritdoc cref="Append(IReadOnlyList{LedgerRecord}, IReadOnlyList{FingerprintPart})"/>
    public void Append(LedgerRecord record, IReadOnlyList<FingerprintPart> shared) =>
        Append([record], shared);

    /// <summary>Appends records and returns once all are durable.</summary>
    /// <param name="records">What happened.</param>
    /// <param name="shared">The parts that done records name by id.</param>
    /// <exception cref="IOException">They could not be written; nothing later will be either.</exception>
    public void Append(IReadOnlyList<LedgerRecord> records, IReadOnlyList<FingerprintPart> shared)
    {
        if (records.Count == 0)
            return;
        lock (_gate)
        {
            if (_broken is not null)
                throw new IOException($"the ledger cannot be written: {_broken.Message}", _broken);
            try
            {
                Write(records, shared);
            }
            catch (Exception e)
            {
                // After a failed write or sync the file's tail is unknown: no record may follow it.
                _broken = e;
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private void Write(IReadOnlyList<LedgerRecord> records, IReadOnlyList<FingerprintPart> shared)
    {
        var isNew = _file is null;
        var lines = new List<ReadOnlyMemory<byte>>(records.Count + 2);
        if (isNew)
        {
            Disk.MakeDirectories(directory);
            _file = Disk.OpenWrite(_path, FileMode.CreateNew);
            lines.Add(LedgerFormat.Header(worker));
        }
        foreach (var record in records)
        {
            if (record is DoneRecord { SharedParts: var id } && _shared.Add(id))
                lines.Add(LedgerFormat.Shared(id, shared));
            lines.Add(
                record is DoneRecord done
                    ? LedgerFormat.Done(done)
                    : LedgerFormat.Failed((FailedRecord)record)
            );
        }
        Disk.Write(_file!, _path, lines, _length);
        _length += lines.Sum(line => (long)line.Length);
        Disk.Sync(_file!, _path);
        if (isNew)
            Disk.Sync(directory);
    }
}
