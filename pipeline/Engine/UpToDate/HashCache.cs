using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Engine.Files;

namespace Sluice.Engine.UpToDate;

/// <summary>
/// Content hashes by file identity: a file whose identity stands is not read again. Lost or
/// damaged, it costs only time.
/// </summary>
public sealed class HashCache(string? file, TimeProvider clock)
{
    // Within one tick of the file system's clock a second write leaves no trace in the identity
    // (git calls such files racily clean): a file younger than this is hashed again next time.
    private static readonly long YoungerIsRacy = 2_000_000_000;

    private readonly Dictionary<string, (FileIdentity Id, string Hash)> _entries = Load(file);
    private bool _changed;

    /// <summary>SHA-256 of a regular file's content in hex, or null when there is none.</summary>
    public string? HashOf(string path) =>
        FileIdentity.Of(path) is { } identity ? HashOf(path, identity) : null;

    /// <summary>The same for a file already looked at.</summary>
    public string HashOf(string path, FileIdentity identity)
    {
        if (_entries.TryGetValue(path, out var entry) && entry.Id == identity)
            return entry.Hash;
        var hash = Sha256Hex.OfFile(path);
        var now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        var settled = now - Math.Max(identity.Modified, identity.Changed) > YoungerIsRacy;
        if (settled && FileIdentity.Of(path) == identity)
        {
            _entries[path] = (identity, hash);
            _changed = true;
        }
        return hash;
    }

    /// <summary>Writes what was learned, in one step.</summary>
    public void Save()
    {
        if (!_changed || file is null)
            return;
        _changed = false;
        try
        {
            Durable.Write(file, WriteEntries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is not remembered is hashed again: no reason to refuse a run.
        }
    }

    private void WriteEntries(Stream stream)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        foreach (var (path, (id, hash)) in _entries)
        {
            var entry =
                $"{id.Inode} {id.Size} {id.Modified} {id.Changed} {hash} {JsonEncodedText.Encode(path)}";
            writer.Write($"{Checksum(entry)} {entry}\n");
        }
    }

    /// <summary>Removes the file, and its directory when nothing else is in it.</summary>
    public void Forget()
    {
        if (file is null || !File.Exists(file))
            return;
        File.Delete(file);
        var directory = Path.GetDirectoryName(file)!;
        if (!Directory.EnumerateFileSystemEntries(directory).Any())
            Directory.Delete(directory);
    }

    private static Dictionary<string, (FileIdentity, string)> Load(string? file)
    {
        var entries = new Dictionary<string, (FileIdentity, string)>(StringComparer.Ordinal);
        foreach (var line in Lines(file))
        {
            var f = line.Length > 9 ? line[9..].Split(' ', 6) : [];
            if (
                f.Length == 6
                && line.StartsWith(Checksum(line[9..]), StringComparison.Ordinal)
                && long.TryParse(f[0], CultureInfo.InvariantCulture, out var inode)
                && long.TryParse(f[1], CultureInfo.InvariantCulture, out var size)
                && long.TryParse(f[2], CultureInfo.InvariantCulture, out var modified)
                && long.TryParse(f[3], CultureInfo.InvariantCulture, out var changed)
                && Decode(f[5]) is { } path
            )
                entries[path] = (new FileIdentity(inode, size, modified, changed), f[4]);
        }
        return entries;
    }

    // Unreadable, it is as good as lost.
    private static string[] Lines(string? file)
    {
        try
        {
            return file is not null && File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Checksum(string entry) =>
        ChecksummedLine.Checksum(Encoding.UTF8.GetBytes(entry));

    private static string? Decode(string encoded)
    {
        if (!encoded.Contains('\\'))
            return encoded;
        try
        {
            using var text = JsonDocument.Parse($"\"{encoded}\"");
            return text.RootElement.GetString();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
