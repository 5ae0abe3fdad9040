using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Commands;

/// <summary>
/// What a shard's commands print. While one runs, in a file of its own; at its end the text goes
/// under a line that names the unit into the shard's pack, so that files grow with shards and not with
/// units. Very long texts stay files.
/// </summary>
internal sealed class UnitLogs(Stage stage, Shard shard) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Stack<string> _free = new();
    private SafeFileHandle? _pack;
    private string _path = "";
    private long _length;
    private long _lines;
    private int _made;

    /// <summary>Where a unit's command prints, for as long as it runs.</summary>
    /// <exception cref="IOException">There is no place for logs.</exception>
    public UnitLog Begin(string unit)
    {
        lock (_gate)
        {
            Open();
            // Used again and again: a file system that makes and removes thousands of files a second
            // spends its time on looking for free inodes.
            if (!_free.TryPop(out var path))
                path = Path.Combine(
                    stage.LogDirectory,
                    "running",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Path.GetFileNameWithoutExtension(_path)}-{++_made}.log"
                    )
                );
            return new UnitLog(this, stage, unit, path);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var path in _free)
                try
                {
                    Disk.Delete(path);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
            _pack?.Dispose();
        }
    }

    /// <summary>A unit's key as a file's name: what names cannot hold replaced, told apart by a hash.</summary>
    internal static string FileName(string unit)
    {
        var safe = string.Concat(
            unit.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')
        );
        if (safe != unit || safe.Length > 120 || safe is "" or ['.', ..])
            safe = $"{safe[..Math.Min(safe.Length, 100)]}-{Sha256Hex.OfText(unit)[..12]}";
        return safe + ".log";
    }

    /// <summary>A running file is free again.</summary>
    internal void Return(string path)
    {
        lock (_gate)
            _free.Push(path);
    }

    /// <summary>One write a text, by the pack's only writer: texts of several units are never mixed.</summary>
    /// <returns>The pack and the line of the text's header; without a text, the pack.</returns>
    internal string Pack(string unit, string how, byte[] text)
    {
        if (text.Length == 0)
            return _path;
        var header = Encoding.UTF8.GetBytes($"==> {ShownText.Of(unit)}: {how}\n");
        byte[] entry = text[^1] == '\n' ? [.. header, .. text] : [.. header, .. text, (byte)'\n'];
        lock (_gate)
        {
            Disk.Write(_pack!, _path, entry, _length);
            var where = string.Create(CultureInfo.InvariantCulture, $"{_path}:{_lines + 1}");
            _length += entry.Length;
            _lines += entry.AsSpan().Count((byte)'\n');
            return where;
        }
    }

    // The first that no living worker writes to: another run may have a shard of this name.
    private void Open()
    {
        if (_pack is not null)
            return;
        Disk.MakeDirectories(stage.LogDirectory);
        for (var n = 1; ; n++)
        {
            _path = Path.ChangeExtension(
                ShardLog.PathOf(stage, shard),
                n == 1 ? "units.log" : $"units-{n}.log"
            );
            var file = Disk.OpenWrite(_path, FileMode.OpenOrCreate);
            if (Native.TryLock(file))
            {
                Count(file);
                _pack = file;
                return;
            }
            file.Dispose();
        }
    }

    // What is there stays: records of earlier runs name its lines. A torn last line is ended.
    private void Count(SafeFileHandle pack)
    {
        using var stream = new FileStream(Disk.OpenRead(_path), FileAccess.Read);
        (_lines, _length) = (0, 0);
        var buffer = new byte[1 << 16];
        var last = (byte)'\n';
        for (int count; (count = stream.Read(buffer)) > 0; last = buffer[count - 1])
        {
            _lines += buffer.AsSpan(0, count).Count((byte)'\n');
            _length += count;
        }
        if (last == '\n')
            return;
        Disk.Write(pack, _path, "\n"u8, _length++);
        _lines++;
    }
}
