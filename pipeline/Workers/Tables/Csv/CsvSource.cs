using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Sluice.Engine;
using Sluice.Workers.Tables.Parquet;

namespace Sluice.Workers.Tables.Csv;

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
    public static CsvSource Load(string path, CsvDialect dialect)
    {
        var content = Decode(path, ReadAll(path), dialect);
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
        if (
            dialect.Encoding == CsvEncoding.Utf8
            && CsvEncoding.Guess(bytes) is { } guess
            && guess.StartsWith("utf-16")
        )
            throw new UserError(
                $"{path}: is UTF-16, not UTF-8; {dialect.Remedy("encoding", guess, "export it as CSV in UTF-8")}"
            );
        if (!valid)
            throw BadUtf8(path, bytes, dialect);
        throw new UserError(
            $"{path}:{LineAt(bytes, nul)}: a NUL at byte offset {nul}, so not CSV text but a binary or"
                + " damaged file; export it as CSV in UTF-8"
        );
    }

    /// <summary>An error in the record that starts on the given line.</summary>
    public UserError ErrorAt(long line, string message) => new($"{_path}:{line}: {message}");

    private static byte[] Decode(string path, byte[] bytes, CsvDialect dialect)
    {
        if (dialect.Encoding == CsvEncoding.Utf8)
            return bytes;
        // A file already in UTF-8 with its mark would become nonsense without an error.
        if (bytes.AsSpan().StartsWith(ByteOrderMark))
            throw new UserError(
                $"{path}: begins with the mark of UTF-8, but is to be {dialect.Encoding}; {dialect.Remedy("encoding", CsvEncoding.Utf8, "save it in that encoding")}"
            );
        try
        {
            return CsvEncoding.ToUtf8(bytes, dialect.Encoding);
        }
        catch (DecoderFallbackException e)
        {
            throw new UserError(
                $"{path}: not {dialect.Encoding}: {e.Message}; {dialect.Remedy("encoding", "what it is saved as", "save it so")}"
            );
        }
    }

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
    internal static string? Foreign(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("PK\x03\x04"u8) ? "a zip archive (perhaps an .xlsx workbook)"
        : bytes.StartsWith(ParquetFooter.Magic) ? "a Parquet file"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "a gzip archive"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) ? "a zstd archive"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFD, 0x37, 0x7A, 0x58, 0x5A]) ? "an xz archive"
        : bytes.StartsWith("BZh"u8) ? "a bzip2 archive"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) ? "an old Office file"
        : null;

    internal static UserError BadUtf8(string path, ReadOnlySpan<byte> bytes, CsvDialect dialect)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var size) == OperationStatus.Done)
            at += size;
        var remedy =
            dialect.Section is not null && CsvEncoding.Guess(bytes) is { } guess
                ? $"it looks like {guess}: {dialect.Remedy("encoding", guess, "")}, or save it as UTF-8"
                : "save it as UTF-8";
        return new UserError(
            $"{path}:{LineAt(bytes, at)}: not UTF-8: byte 0x{bytes[at]:X2} at byte offset {at}; {remedy}"
        );
    }

    /// <summary>The line, from 1, of a byte: lines end with LF, CR LF or CR.</summary>
    internal static int LineAt(ReadOnlySpan<byte> bytes, int offset)
    {
        var before = bytes[..offset];
        return 1 + before.Count((byte)'\n') + before.Count((byte)'\r') - before.Count("\r\n"u8);
    }
}
