using System.Text.Json;
using Sluice.Engine.Files;

namespace Sluice.Engine.UpToDate;

/// <summary>
/// Everything all workers of a stage recorded, read from their files. Only complete lines with a
/// right checksum count; what is dropped is reported, and can only ever lead to work done again.
/// </summary>
public sealed class Ledger
{
    private readonly string _directory;
    private readonly Dictionary<string, long> _offsets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DoneRecord> _done = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FailedRecord> _failed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FingerprintPart[]> _shared = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    private Ledger(string directory) => _directory = directory;

    /// <summary>The highest generation of any record; 0 when there is none.</summary>
    public long Generation { get; private set; }

    /// <summary>Lines that were dropped, each with file, line and reason.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads a stage's ledger directory; a missing one is an empty ledger.</summary>
    /// <exception cref="UserError">A file was written by a newer version.</exception>
    public static Ledger Open(string directory)
    {
        var ledger = new Ledger(directory);
        ledger.Refresh();
        return ledger;
    }

    /// <summary>The latest record of a unit done, or null.</summary>
    public DoneRecord? Done(string unit) => _done.GetValueOrDefault(unit);

    /// <summary>The latest done record of every unit, also of those no configuration names any more.</summary>
    public IReadOnlyCollection<DoneRecord> AllDone => _done.Values;

    /// <summary>The latest record of a unit failed, or null.</summary>
    public FailedRecord? Failed(string unit) => _failed.GetValueOrDefault(unit);

    /// <summary>All parts of a done record's fingerprint.</summary>
    public IReadOnlyList<FingerprintPart> PartsOf(DoneRecord record) =>
        [.. _shared.GetValueOrDefault(record.SharedParts, []), .. record.OwnParts];

    /// <summary>Reads what was appended since the last look.</summary>
    public void Refresh()
    {
        if (!Directory.Exists(_directory))
            return;
        foreach (
            var file in Directory
                .EnumerateFiles(_directory, "*.jsonl")
                .Order(StringComparer.Ordinal)
        )
            ReadFrom(file);
    }

    private void ReadFrom(string file)
    {
        var start = _offsets.GetValueOrDefault(file);
        using var stream = new FileStream(Disk.OpenRead(file), FileAccess.Read, bufferSize: 0);
        if (stream.Length <= start)
            return;
        stream.Position = start;
        var bytes = new byte[stream.Length - start];
        bytes = bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        var position = 0;
        while (true)
        {
            // What follows the last line feed is a line being written, or one torn by a crash.
            var length = bytes.AsSpan(position).IndexOf((byte)'\n');
            if (length < 0)
            {
                // Nobody writes zeros: they are what a crash of the machine leaves of a line.
                if (bytes.AsSpan(position).Contains((byte)0))
                    _problems.Add(
                        $"{file}: what follows byte {start + position} is zeros and was dropped"
                    );
                break;
            }
            ReadLine(file, start + position, bytes.AsMemory(position, length));
            position += length + 1;
        }
        _offsets[file] = start + position;
    }

    private void ReadLine(string file, long offset, ReadOnlyMemory<byte> line)
    {
        using var json = ChecksummedLine.Open(line);
        if (json is null)
        {
            _problems.Add($"{file}: the record at byte {offset} is damaged and was dropped");
            return;
        }
        try
        {
            Take(file, json.RootElement);
        }
        catch (Exception e)
            when (e
                    is InvalidOperationException
                        or KeyNotFoundException
                        or FormatException
                        or ArgumentException
                        or IndexOutOfRangeException
                        or JsonException
            )
        {
            _problems.Add($"{file}: the record at byte {offset} is not understood and was dropped");
        }
    }

    private void Take(string file, JsonElement json)
    {
        switch (json.GetProperty("t").GetString())
        {
            case "ledger" when json.GetProperty("version").GetInt32() > LedgerFormat.Version:
                throw new UserError(
                    $"{file}: written by a newer version of Sluice (ledger format {json.GetProperty("version").GetInt32()}, this one reads up to {LedgerFormat.Version}); use that version"
                );
            case "ledger":
                break;
            case "shared":
                _shared[json.GetProperty("id").GetString()!] = LedgerFormat.ReadParts(
                    json.GetProperty("parts")
                );
                break;
            default:
                Take(LedgerFormat.ReadRecord(json));
                break;
        }
    }

    private void Take(LedgerRecord record)
    {
        Generation = Math.Max(Generation, record.Generation);
        if (record is DoneRecord done && done.IsLaterThan(Done(done.Unit)))
            _done[done.Unit] = done;
        if (record is FailedRecord failed && failed.IsLaterThan(Failed(failed.Unit)))
            _failed[failed.Unit] = failed;
    }
}
