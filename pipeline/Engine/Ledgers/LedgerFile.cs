using Microsoft.Win32.SafeHandles;
using Sluice.Engine.Files;

namespace Sluice.Engine.Ledgers;

/// <summary>A file of lines, read on from where the last look ended.</summary>
/// <param name="path">Absolute.</param>
internal sealed class LedgerFile(string path)
{
    private const int Piece = 1 << 24;

    /// <summary>Absolute.</summary>
    public string Path => path;

    /// <summary>Bytes of whole lines read so far.</summary>
    public long Read { get; private set; }

    /// <summary>Length of the file at the last look, a line being written included.</summary>
    public long Length { get; private set; }

    /// <summary>Whether anything in it was dropped.</summary>
    public bool IsDamaged { get; set; }

    /// <summary>Takes each whole line that was added since the last look, with its offset.</summary>
    /// <param name="line">False to read no further.</param>
    /// <returns>What is wrong with what follows the last line, or null.</returns>
    /// <exception cref="FileNotFoundException">It is gone.</exception>
    public string? ReadOn(Func<ReadOnlyMemory<byte>, long, bool> line)
    {
        // What has not grown needs no opening.
        if (Length > 0)
        {
            var now =
                FileIdentity.Of(path) ?? throw new FileNotFoundException($"{path} is gone", path);
            if (now.Size == Length)
                return null;
        }
        using var file = Disk.OpenRead(path);
        return ReadOn(file, line);
    }

    /// <summary>The same of a file that is open.</summary>
    public string? ReadOn(SafeFileHandle file, Func<ReadOnlyMemory<byte>, long, bool> line)
    {
        Length = RandomAccess.GetLength(file);
        var size = Piece;
        while (Read < Length)
        {
            // Lines keep their bytes, so every piece has memory of its own.
            var bytes = new byte[(int)Math.Min(size, Length - Read)];
            var filled = 0;
            while (
                filled < bytes.Length
                && RandomAccess.Read(file, bytes.AsSpan(filled), Read + filled) is > 0 and var count
            )
                filled += count;
            var position = 0;
            while (
                bytes.AsSpan(position, filled - position).IndexOf((byte)'\n') is >= 0 and var end
            )
            {
                if (!line(bytes.AsMemory(position, end), Read + position))
                {
                    Read = Length;
                    return null;
                }
                position += end + 1;
            }
            Read += position;
            var isWhole = filled == bytes.Length;
            if (position > 0 && isWhole)
            {
                size = Piece;
                continue;
            }
            if (isWhole && Read + filled < Length && size < int.MaxValue / 2)
            {
                // A line longer than a piece.
                size *= 2;
                continue;
            }
            // What follows the last line feed is a line being written, or one torn by a crash.
            // Nobody writes zeros: they are what a crash of the machine leaves of a line.
            return bytes.AsSpan(0, filled).Contains((byte)0)
                ? $"{path}: what follows byte {Read} is zeros and was dropped"
                : null;
        }
        return null;
    }
}
