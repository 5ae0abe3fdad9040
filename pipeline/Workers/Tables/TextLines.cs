using System.Text;
using System.Text.Unicode;
using Sluice.Engine;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Workers.Tables;

/// <summary>A user's text file, read whole and strictly: UTF-8 with or without a byte order mark, lines ended by LF, CR LF or CR.</summary>
internal static class TextLines
{
    /// <summary>The lines of a file, as they stand.</summary>
    /// <param name="path">Named in errors as given.</param>
    /// <exception cref="UserError">The file cannot be read, is binary or not UTF-8; within the file it begins with <c>path:line</c>.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        var content = ReadAll(path);
        ReadOnlySpan<byte> bytes = content;
        if (CsvSource.Foreign(bytes) is { } kind)
            throw new UserError($"{path}:1: is {kind}, not text; save it as text in UTF-8");
        if (
            !Utf8.IsValid(bytes)
            && CsvEncoding.Guess(bytes) is { } guess
            && guess.StartsWith("utf-16")
        )
            throw new UserError($"{path}:1: is UTF-16, not UTF-8; save it as UTF-8");
        if (!Utf8.IsValid(bytes))
            throw CsvSource.BadUtf8(path, bytes, CsvDialect.Standard);
        if (bytes.IndexOf((byte)0) is >= 0 and var nul)
            throw new UserError(
                $"{path}:{CsvSource.LineAt(bytes, nul)}: a NUL at byte offset {nul}, so not text but a binary or damaged file"
            );
        var lines = new List<string>();
        using var reader = new StreamReader(new MemoryStream(content), Encoding.UTF8);
        while (reader.ReadLine() is { } line)
            lines.Add(line);
        return lines;
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
}
