using System.Globalization;
using System.Numerics;
using System.Text;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Json;

/// <summary>Numbers of JSON as Python reads and writes them: whole ones of any length, and doubles. Pure.</summary>
internal static class PythonNumber
{
    /// <summary>Whether Python reads a number's text as an int.</summary>
    public static bool IsInt(ReadOnlySpan<byte> text) =>
        text[(text[0] == '-' ? 1 : 0)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    /// <summary>A number of any length.</summary>
    public static BigInteger Int(ReadOnlySpan<byte> text) =>
        BigInteger.Parse(Encoding.ASCII.GetString(text), CultureInfo.InvariantCulture);

    /// <summary>A float's value; NaN and infinities included.</summary>
    public static double Float(ReadOnlySpan<byte> text) =>
        text switch
        {
            [(byte)'N', ..] => double.NaN,
            [(byte)'I', ..] => double.PositiveInfinity,
            [(byte)'-', (byte)'I', ..] => double.NegativeInfinity,
            _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        };

    /// <summary>Writes a number as Python's json would write it after it has read it.</summary>
    public static void Write(ReadOnlySpan<byte> text, ByteBuffer to)
    {
        if (!IsInt(text))
            to.Write(Encoding.ASCII.GetBytes(Repr(Float(text))));
        else if (text.SequenceEqual("-0"u8))
            to.WriteByte((byte)'0');
        else
            to.Write(text);
    }

    /// <summary>A double as Python's json writes it: the fewest digits that give it back.</summary>
    public static string Repr(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "NaN"
                : value > 0 ? "Infinity"
                : "-Infinity";
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var sign = shortest[0] == '-' ? "-" : "";
        var mantissa = shortest.TrimStart('-').Split('E')[0].Replace(".", "");
        var digits = mantissa.TrimStart('0').TrimEnd('0');
        if (digits.Length == 0)
            return $"{sign}0.0";
        var exponent = ExponentOf(shortest);
        if (exponent is < -4 or >= 16)
        {
            var fraction = digits.Length > 1 ? $".{digits[1..]}" : "";
            return $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }
        if (exponent < 0)
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        return digits.Length <= exponent + 1
            ? $"{sign}{digits.PadRight(exponent + 1, '0')}.0"
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    // Of the first digit.
    private static int ExponentOf(string shortest)
    {
        var parts = shortest.TrimStart('-').Split('E');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var whole = parts[0].Split('.')[0];
        if (whole != "0")
            return exponent + whole.Length - 1;
        var fraction = parts[0].Split('.')[1];
        return exponent - 1 - (fraction.Length - fraction.TrimStart('0').Length);
    }
}
