using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Workers.Json;

/// <summary>A JSON file read forwards, value by value, through a buffer that holds the longest of them.</summary>
/// <param name="file">Open for reading; stays open.</param>
internal sealed class JsonInput(SafeFileHandle file)
{
    private const int MostBytes = 64 << 20;

    private static readonly SearchValues<byte> s_brackets = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> s_ends = SearchValues.Create(",]} \t\r\n"u8);

    private readonly JsonTape _tape = new();
    private byte[] _buffer = new byte[1 << 20];
    private int _start;
    private int _end;
    private long _read;

    /// <summary>Byte offset in the file of what is read next.</summary>
    public long Offset => _read - (_end - _start);

    /// <summary>Skips whitespace, and a byte order mark at the very beginning; then the next byte, -1 at the end.</summary>
    public int Peek()
    {
        while (true)
        {
            if (_start == _end && !Fill())
                return -1;
            if (Offset == 0 && _end - _start >= 3 && _buffer.AsSpan(_start).StartsWith("\uFEFF"u8))
                _start += 3;
            else if (_buffer[_start] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
                _start++;
            else
                return _buffer[_start];
        }
    }

    /// <summary>Takes a byte if it is the next.</summary>
    public bool Take(char c)
    {
        if (Peek() != c)
            return false;
        _start++;
        return true;
    }

    /// <summary>Takes a byte that must be the next.</summary>
    /// <exception cref="JsonFault">It is not.</exception>
    public void Expect(char c, string expected)
    {
        if (!Take(c))
            throw Unexpected(expected);
    }

    /// <summary>What is wrong when something else was expected here.</summary>
    public JsonFault Unexpected(string expected) =>
        Peek() is >= 0 and var found
            ? new($"{expected} expected, found {Kind() ?? JsonText.Shown((byte)found)}", Offset)
            : new("the file ends in the middle", Offset) { IsEnd = true };

    /// <summary>Takes the next value. It is only known where it ends, not yet that it is right.</summary>
    /// <returns>Its text, until the next call.</returns>
    /// <exception cref="JsonFault">It does not end.</exception>
    public ReadOnlySpan<byte> Value()
    {
        if (Peek() < 0)
            throw Unexpected("a value");
        int length;
        while ((length = LengthOf(_buffer.AsSpan(_start.._end))) < 0)
            if (_end - _start >= MostBytes || !Fill())
                throw Endless();
        var value = _buffer.AsSpan(_start, length);
        _start += length;
        return value;
    }

    // What a file that is no JSON from its first byte on is instead, as far as that byte tells.
    private string? Kind() =>
        Offset > 0 ? null
        : CsvSource.Foreign(_buffer.AsSpan(_start.._end)) is { } kind ? kind
        : _buffer.AsSpan(_start.._end)
            is [0xFF, 0xFE, ..]
                or [0xFE, 0xFF, ..]
                or [0, (byte)'{' or (byte)'[', ..]
            ? "text in UTF-16, not UTF-8"
        : null;

    // A quote or bracket that is missing leads far: the fault lies where the text stops making sense.
    private JsonFault Endless()
    {
        try
        {
            _tape.Read(_buffer.AsSpan(_start.._end), Offset);
        }
        catch (JsonFault fault) when (!fault.IsEnd || _end - _start < MostBytes)
        {
            return fault;
        }
        return _end - _start < MostBytes
            ? new JsonFault("the file ends in the middle", _read) { IsEnd = true }
            : new JsonFault($"a value of more than {MostBytes >> 20} MiB", Offset);
    }

    private static int LengthOf(ReadOnlySpan<byte> text)
    {
        if (text[0] is not ((byte)'"' or (byte)'{' or (byte)'['))
            // At least one byte, so that a stray one is looked at.
            return text[1..].IndexOfAny(s_ends) is >= 0 and var more ? more + 1 : -1;
        var depth = 0;
        for (var i = 0; ; )
        {
            var next = text[i..].IndexOfAny(s_brackets);
            if (next < 0)
                return -1;
            i += next;
            if (text[i] == '"')
            {
                i = EndOfString(text, i + 1);
                if (i < 0)
                    return -1;
            }
            else
            {
                depth += text[i] is (byte)'{' or (byte)'[' ? 1 : -1;
                i++;
            }
            if (depth == 0)
                return i;
        }
    }

    private static int EndOfString(ReadOnlySpan<byte> text, int i)
    {
        while (i < text.Length)
        {
            var stop = text[i..].IndexOfAny((byte)'"', (byte)'\\');
            if (stop < 0)
                return -1;
            i += stop;
            if (text[i] == '"')
                return i + 1;
            i += 2;
        }
        return -1;
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        var count = RandomAccess.Read(file, _buffer.AsSpan(_end), _read);
        _end += count;
        _read += count;
        return count > 0;
    }
}
