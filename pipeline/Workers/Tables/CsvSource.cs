using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Sluice.Engine;

namespace Sluice.Workers.Tables;

/// <summary>The bytes of a CSV file, known to be UTF-8 text and not empty.</summary>
internal sealed class CsvSource
{
    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    private readonly string _path;

    private CsvSource(string path, byte[] bytes)
    {
        _path = path;
        Bytes = bytes;
    }

    /// <summary>The whole file, a byte order mark included.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <exception cref="UserError">The file cannot be read, is empty, binary, or not UTF-8.</exception>
    public static CsvSource Load(string path)
    {
        var content = ReadAll(path);
        ReadOnlySpan<byte> bytes = content;
        var markSize = bytes.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        if (bytes.Length == markSize)
            throw new UserError($"{path}: the file is empty; its first line must name the columns");
        var nul = bytes.IndexOf((byte)0);
        var valid = Utf8.IsValid(bytes);
        if (valid && nul < 0)
            return new CsvSource(path, content);
        if (Foreign(bytes) is { } kind)
            throw new UserError($"{path}: is {kind}, not CSV text; export it as CSV in UTF-8");
        if (!valid)
            throw BadUtf8(path, bytes);
        throw new UserError(
            $"{path}:{LineAt(bytes, nul)}: a NUL at byte offset {nul}, so not CSV text but a binary or"
                + " damaged file; export it as CSV in UTF-8"
        );
    }

    /// <summary>An error in the record that starts on the given line.</summary>
    public UserError ErrorAt(long line, string message) => new($"{_path}:{line}: {message}");

    private static byte[] ReadAll(string path)
    {
        using var file = InputFile.Open(path);
        try
        {
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or OutOfMemoryException or OverflowException)
        {
            throw new UserError($"{path}: cannot be read: {e.Message}");
        }
    }

    /// <summary>Formats often given by mistake, told by their first bytes.</summary>
    private static string? Foreign(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("PK\x03\x04"u8) ? "a zip archive (perhaps an .xlsx workbook)"
        : bytes.StartsWith(ParquetFooter.Magic) ? "a Parquet file"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "a gzip archive"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) ? "an old Office file"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? "UTF-16"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? "UTF-16"
        : null;

    private static UserError BadUtf8(string path, ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var size) == OperationStatus.Done)
            at += size;
        return new UserError(
            $"{path}:{LineAt(bytes, at)}: not UTF-8: byte 0x{bytes[at]:X2} at byte offset {at}; save it as UTF-8"
        );
    }

    /// <summary>The line, from 1, of a byte: lines end with LF, CR LF or CR.</summary>
    private static int LineAt(ReadOnlySpan<byte> bytes, int offset)
    {
        var before = bytes[..offset];
        return 1 + before.Count((byte)'\n') + before.Count((byte)'\r') - before.Count("\r\n"u8);
    }
}
