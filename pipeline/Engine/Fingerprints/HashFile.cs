using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Sluice.Engine.Files;

namespace Sluice.Engine.Fingerprints;

/// <summary>
/// The hash cache on disk: a <see cref="ChecksummedLine"/> that names version and count, the
/// entries one after the other, then a CRC-32C of every 1 024 of them. What does not fit is left out.
/// </summary>
internal static class HashFile
{
    private const int Version = 2;
    private const int Block = 1024;
    private const int LongestHeader = 256;

    /// <summary>The entries whose block is undamaged; none when the file cannot be made out.</summary>
    public static HashEntry[] Read(string path)
    {
        try
        {
            if (!File.Exists(path))
                return [];
            using var file = Disk.OpenRead(path);
            return Read(file);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or InvalidOperationException
                        or KeyNotFoundException
                        or FormatException
            )
        {
            // Unreadable, it is as good as lost.
            return [];
        }
    }

    /// <summary>Replaces the file in one step, without waiting for the disk: a torn one is seen by its checksums.</summary>
    public static void Write(string path, ReadOnlySpan<HashEntry> entries)
    {
        Disk.MakeDirectories(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():n}.tmp";
        var count = entries.Length;
        var header = ChecksummedLine.Of(json =>
        {
            json.WriteString("t", "hashes");
            json.WriteNumber("version", Version);
            json.WriteNumber("count", count);
        });
        var checksums = new uint[(count + Block - 1) / Block];
        for (var i = 0; i < checksums.Length; i++)
            checksums[i] = Checksum(entries, i);
        try
        {
            using (var file = Disk.OpenWrite(temporary, FileMode.CreateNew))
            {
                Disk.Write(file, temporary, header, 0);
                var bytes = MemoryMarshal.AsBytes(entries);
                Disk.Write(file, temporary, bytes, header.Length);
                Disk.Write(
                    file,
                    temporary,
                    MemoryMarshal.AsBytes<uint>(checksums),
                    header.Length + (long)bytes.Length
                );
            }
            Disk.Rename(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static HashEntry[] Read(SafeFileHandle file)
    {
        Span<byte> head = stackalloc byte[LongestHeader];
        head = head[..RandomAccess.Read(file, head, 0)];
        var end = head.IndexOf((byte)'\n');
        if (end < 0)
            return [];
        using var header = ChecksummedLine.Open(head[..end].ToArray());
        if (
            header is null
            || header.RootElement.GetProperty("t").GetString() != "hashes"
            || header.RootElement.GetProperty("version").GetInt32() != Version
        )
            return [];
        var count = header.RootElement.GetProperty("count").GetInt32();
        var blocks = (count + Block - 1) / Block;
        var start = end + 1L;
        if (
            count < 0
            || RandomAccess.GetLength(file) != start + (long)count * HashEntry.Size + blocks * 4L
        )
            return [];
        var entries = GC.AllocateUninitializedArray<HashEntry>(count);
        var checksums = new uint[blocks];
        if (
            !BaseTables.Fill(file, MemoryMarshal.AsBytes(entries.AsSpan()), start)
            || !BaseTables.Fill(
                file,
                MemoryMarshal.AsBytes(checksums.AsSpan()),
                start + (long)count * HashEntry.Size
            )
        )
            return [];
        for (var i = 0; i < blocks; i++)
            if (Checksum(entries, i) != checksums[i])
                // An identity of zeros is no file's.
                entries.AsSpan(i * Block, Math.Min(Block, count - i * Block)).Clear();
        return entries;
    }

    private static uint Checksum(ReadOnlySpan<HashEntry> entries, int block) =>
        Crc32C.Of(
            MemoryMarshal.AsBytes(
                entries.Slice(block * Block, Math.Min(Block, entries.Length - block * Block))
            )
        );
}
