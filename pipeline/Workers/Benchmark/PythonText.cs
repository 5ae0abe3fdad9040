using System.Globalization;
using System.Text;
using Sluice.Workers.Json;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Benchmark;

/// <summary>
/// <em>space</em> and <em>lower</em> of docs/benchmark.md, as Python's <c>str.split</c> and
/// <c>str.lower</c> have them. Texts are decoded JSON. Not thread-safe.
/// </summary>
internal sealed class PythonText
{
    private const int CapitalSigma = 0x3A3;

    private readonly List<int> _points = [];

    /// <summary>Writes the text trimmed, runs of whitespace as one blank, and lower case if asked for.</summary>
    public void Normalize(ReadOnlySpan<byte> text, bool lower, ByteBuffer to)
    {
        if (!Ascii.IsValid(text))
        {
            NormalizePoints(text, lower, to);
            return;
        }
        var span = to.Reserve(text.Length);
        var length = 0;
        var isGap = false;
        foreach (var c in text)
        {
            if (IsSpace(c))
            {
                isGap = length > 0;
                continue;
            }
            if (isGap)
                span[length++] = (byte)' ';
            isGap = false;
            span[length++] = lower && c is >= (byte)'A' and <= (byte)'Z' ? (byte)(c | 0x20) : c;
        }
        to.Advance(length);
    }

    /// <summary>A text without whitespace at its ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        var (start, end) = (text.Length, 0);
        for (var i = 0; i < text.Length; )
        {
            var at = i;
            if (IsSpace(Wtf8.Next(text, ref i)))
                continue;
            start = Math.Min(start, at);
            end = i;
        }
        return start < end ? text[start..end] : [];
    }

    private void NormalizePoints(ReadOnlySpan<byte> text, bool lower, ByteBuffer to)
    {
        _points.Clear();
        var isGap = false;
        for (var i = 0; i < text.Length; )
        {
            var point = Wtf8.Next(text, ref i);
            if (IsSpace(point))
            {
                isGap = _points.Count > 0;
                continue;
            }
            if (isGap)
                _points.Add(' ');
            isGap = false;
            _points.Add(point);
        }
        for (var i = 0; i < _points.Count; i++)
            if (!lower)
                Wtf8.Append(_points[i], to);
            // The two that Unicode's simple mapping has not, SpecialCasing.txt.
            else if (_points[i] == 0x130)
                to.Write("i\u0307"u8);
            else if (_points[i] == CapitalSigma)
                Wtf8.Append(IsFinal(i) ? 0x3C2 : 0x3C3, to);
            else
                Wtf8.Append(Lower(_points[i]), to);
    }

    // Behind a letter, and before none: Unicode's Final_Sigma.
    private bool IsFinal(int sigma)
    {
        var before = sigma - 1;
        while (before >= 0 && IsCaseIgnorable(_points[before]))
            before--;
        if (before < 0 || !IsCased(_points[before]))
            return false;
        var after = sigma + 1;
        while (after < _points.Count && IsCaseIgnorable(_points[after]))
            after++;
        return after == _points.Count || !IsCased(_points[after]);
    }

    private static int Lower(int point) =>
        Rune.IsValid(point) ? Rune.ToLowerInvariant(new Rune(point)).Value : point;

    private static bool IsCased(int point) =>
        CharUnicodeInfo.GetUnicodeCategory(point)
            is UnicodeCategory.UppercaseLetter
                or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter
        || point is 0xAA or 0xBA or (>= 0x2160 and <= 0x217F) or (>= 0x24B6 and <= 0x24E9);

    private static bool IsCaseIgnorable(int point) =>
        CharUnicodeInfo.GetUnicodeCategory(point)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.Format
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.ModifierSymbol
        || point
            is '\''
                or '.'
                or ':'
                or 0xB7
                or 0x387
                or 0x55F
                or 0x5F4
                or 0x2018
                or 0x2019
                or 0x2024
                or 0x2027
                or 0xFE13
                or 0xFE52
                or 0xFE55
                or 0xFF07
                or 0xFF0E
                or 0xFF1A;

    // As str.isspace: .NET does not count the four separators from 0x1C on.
    private static bool IsSpace(int point) =>
        point is ' ' or (>= 0x09 and <= 0x0D) or (>= 0x1C and <= 0x1F)
        || point >= 0x80 && point < 0x10000 && char.IsWhiteSpace((char)point);
}
