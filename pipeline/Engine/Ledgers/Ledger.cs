using System.Text.Json;
using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;

namespace Sluice.Engine.Ledgers;

/// <summary>
/// Everything all workers of a stage recorded, read from their files and from what those were
/// compacted to. Only complete lines with a right checksum count; what is dropped is reported, and
/// can only ever lead to work done again. Look-ups may come from several threads, but not while it
/// is read on.
/// </summary>
public sealed class Ledger
{
    private readonly LedgerDirectory _directory;
    private readonly Lock _gate = new();
    private readonly List<string> _problems = [];
    private readonly LedgerScan _scan = new();
    private LedgerContent _content = new();

    private Ledger(string directory) => _directory = new LedgerDirectory(directory);

    /// <summary>The highest generation of any record; 0 when there is none.</summary>
    public long Generation => _content.Generation;

    /// <summary>What was dropped, each with file, place and reason.</summary>
    public IReadOnlyList<string> Problems
    {
        get
        {
            lock (_gate)
                return [.. _problems];
        }
    }

    /// <summary>Bytes of workers' files, which are read line by line.</summary>
    internal long UncompactedBytes => _content.Files.Values.Sum(f => f.Read);

    internal LedgerContent Content => _content;

    /// <summary>Reads a stage's ledger directory; a missing one is an empty ledger.</summary>
    /// <exception cref="UserError">A file was written by a newer version.</exception>
    public static Ledger Open(string directory)
    {
        var ledger = new Ledger(directory);
        ledger.Refresh();
        return ledger;
    }

    /// <summary>The latest record of a unit done, or null.</summary>
    public DoneRecord? Done(string unit)
    {
        if (_content.Done.TryGetValue(unit, out var line))
            return line.Decode<DoneRecord>();
        if (_content.Base is not { } compacted)
            return null;
        foreach (var row in compacted.Candidates(TextHash.Of(unit)))
            if (Decode(compacted, row) is { } record && record.Unit == unit)
                return record;
        return null;
    }

    /// <summary>Whether a unit is done with this fingerprint by another record than one already seen.</summary>
    /// <param name="unit">The unit's key.</param>
    /// <param name="fingerprint">Looked for.</param>
    /// <param name="seen">Id of a record that does not count, or null.</param>
    public bool IsDone(string unit, Hash256 fingerprint, string? seen)
    {
        if (_content.Done.TryGetValue(unit, out var line))
            return line.Fingerprint == fingerprint
                && (seen is null || line.Decode<DoneRecord>().Id != seen);
        return _content.Base?.RowOf(unit, fingerprint) is >= 0 and var row
            && (seen is null || Decode(_content.Base, row) is { } record && record.Id != seen);
    }

    /// <summary>The latest done record of every unit, also of those no configuration names any more; each made as it is reached.</summary>
    public IReadOnlyCollection<DoneRecord> AllDone => new DoneRecords(this);

    /// <summary>The latest record of a unit failed, or null.</summary>
    public FailedRecord? Failed(string unit) =>
        _content.Failed.TryGetValue(unit, out var line) ? line.Decode<FailedRecord>() : null;

    /// <summary>All parts of a done record's fingerprint.</summary>
    public IReadOnlyList<FingerprintPart> PartsOf(DoneRecord record) =>
        [.. _content.SharedOf(record.SharedParts), .. record.OwnParts];

    /// <summary>Reads what was added since the last look.</summary>
    /// <exception cref="UserError">A file was written by a newer version.</exception>
    public void Refresh()
    {
        _directory.Look();
        while (true)
        {
            try
            {
                if (!_content.IsWhole || !_directory.Bases.SequenceEqual(_content.Bases))
                    Restart();
                ReadOn();
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // Compacted meanwhile: what it held is in a new base file, which may itself be gone
                // by the time it is opened, as often as others compact.
                _content.IsWhole = false;
                _directory.List();
                continue;
            }
            if (_content.IsListed)
                return;
            // A file made and one deleted while the directory was listed may both have been missed.
            // What is in the second listing as in the first was there all along.
            _content.IsListed = true;
            var bases = _directory.Bases;
            _directory.List();
            if (
                _directory.Bases.SequenceEqual(bases)
                && _content.Files.Count >= _directory.Files.Count
            )
                return;
        }
    }

    internal DoneRecord? Decode(LedgerBase compacted, int row)
    {
        if (compacted.Done(row) is { } record)
            return record;
        var problem =
            $"{compacted.Path}: the record at byte {compacted.Places[row].Offset} is damaged and was dropped";
        lock (_gate)
            if (!_problems.Contains(problem))
                _problems.Add(problem);
        return null;
    }

    internal static bool IsNotUnderstood(Exception e) =>
        e
            is InvalidOperationException
                or KeyNotFoundException
                or FormatException
                or ArgumentException
                or IndexOutOfRangeException
                or OverflowException
                or JsonException;

    // Interrupted halfway, what it has read does not pass for all there is.
    private void Restart()
    {
        lock (_gate)
            _problems.Clear();
        _content = new LedgerContent { Bases = _directory.Bases };
        var opened = new List<LedgerBase>();
        foreach (var path in _directory.Bases)
            if (OpenBase(path) is { } compacted)
                opened.Add(compacted);
        // Of several, which two compactors at once can leave, one is looked up and the others' lines are read.
        _content.Base = opened.MaxBy(b => b.Count);
        foreach (var compacted in opened)
        {
            _content.Raise(compacted.Generation);
            if (compacted != _content.Base)
                ReadLines(compacted.Path);
            else
                foreach (var line in compacted.SharedLines.Concat(compacted.FailedLines))
                    if (compacted.Line(line) is { } bytes)
                        Take(compacted.Path, line.Offset, bytes);
                    else
                        Drop(
                            $"{compacted.Path}: the record at byte {line.Offset} is damaged and was dropped"
                        );
        }
        _content.IsWhole = true;
    }

    private LedgerBase? OpenBase(string path)
    {
        var file = Disk.OpenRead(path);
        if (LedgerBase.Open(path, file) is { } compacted)
            return compacted;
        file.Dispose();
        Drop($"{path}: its index is damaged; its records were read one by one");
        _content.Damaged.Add(path);
        ReadLines(path);
        return null;
    }

    private void ReadLines(string path)
    {
        var file = new LedgerFile(path);
        using var handle = Disk.OpenRead(path);
        if (file.ReadOn(handle, (line, offset) => TakeBaseLine(file, line, offset)) is { } problem)
            Drop(problem);
    }

    // After its records a base file holds tables, which are no lines.
    private bool TakeBaseLine(LedgerFile file, ReadOnlyMemory<byte> line, long offset)
    {
        if (line.Span.Contains((byte)0))
            return false;
        if (!Take(file.Path, offset, line))
            _content.Damaged.Add(file.Path);
        return !line.Span.StartsWith("{\"t\":\"index\""u8);
    }

    private void ReadOn()
    {
        foreach (var path in _directory.Files)
        {
            if (!_content.Files.TryGetValue(path, out var file))
                _content.Files[path] = file = new LedgerFile(path);
            if (file.ReadOn((line, offset) => TakeLine(file, line, offset)) is { } problem)
            {
                file.IsDamaged = true;
                Drop(problem);
            }
        }
    }

    private bool TakeLine(LedgerFile file, ReadOnlyMemory<byte> line, long offset)
    {
        if (!Take(file.Path, offset, line))
            file.IsDamaged = true;
        return true;
    }

    private bool Take(string path, long offset, ReadOnlyMemory<byte> line)
    {
        if (!ChecksummedLine.IsWhole(line.Span))
            return Drop($"{path}: the record at byte {offset} is damaged and was dropped");
        try
        {
            _scan.Read(line.Span);
            if (_scan.IsRecord)
                _content.Take(_scan, line);
            else
                TakeOther(path, line);
            return true;
        }
        catch (Exception e) when (IsNotUnderstood(e))
        {
            return Drop($"{path}: the record at byte {offset} is not understood and was dropped");
        }
    }

    private void TakeOther(string path, ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line);
        var json = document.RootElement;
        switch (_scan.Kind)
        {
            case LedgerNames.Header or LedgerNames.Index:
                LedgerFormat.Refuse(path, json.GetProperty(LedgerNames.Version).GetInt32());
                break;
            case LedgerNames.Shared:
                _content.TakeShared(
                    json.GetProperty(LedgerNames.Id).GetString()!,
                    LedgerFormat.ReadParts(json.GetProperty(LedgerNames.Parts)),
                    line
                );
                break;
            default:
                throw new FormatException($"unknown record {_scan.Kind}");
        }
    }

    private bool Drop(string problem)
    {
        lock (_gate)
            _problems.Add(problem);
        return false;
    }
}
