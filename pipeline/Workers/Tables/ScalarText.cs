using System.Globalization;
using Sluice.Workers.Tables.Parquet;

namespace Sluice.Workers.Tables;

/// <summary>
/// What a field's text is when read as a value. Never lossy: 007, +5, a number beyond 64 bits, 1e400 and
/// fractions of more digits than a double holds are text. Pure.
/// </summary>
internal static class ScalarText
{
    private const NumberStyles Fraction =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>The narrowest type that holds the text.</summary>
    /// <param name="text">Not empty.</param>
    /// <param name="mark">The decimal mark.</param>
    public static ParquetType TypeOf(string text, char mark) =>
        IsInteger(text)
        && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? ParquetType.Int64
        : FitsDouble(text, mark) ? ParquetType.Double
        : text is "true" or "false" or "True" or "False" or "TRUE" or "FALSE" ? ParquetType.Boolean
        : ParquetType.String;

    /// <summary>Whether a double holds exactly the number that the text writes.</summary>
    public static bool FitsDouble(string text, char mark)
    {
        if (!IsNumber(text, mark))
            return false;
        var standard = mark == '.' ? text : text.Replace(mark, '.');
        return double.TryParse(standard, Fraction, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
            && Normal(standard) == Normal(value.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>A number's significant digits and the power of ten of the last, alike however it is written.</summary>
    private static (string Digits, int Power) Normal(string text)
    {
        var number = text.TrimStart('-');
        var power = 0;
        if (number.IndexOfAny(['e', 'E']) is >= 0 and var e)
        {
            if (
                !int.TryParse(
                    number.AsSpan(e + 1),
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out power
                )
            )
                return ("", 0);
            number = number[..e];
        }
        if (number.IndexOf('.') is >= 0 and var point)
        {
            power -= number.Length - point - 1;
            number = number.Remove(point, 1);
        }
        var digits = number.TrimStart('0');
        var significant = digits.TrimEnd('0');
        return significant.Length == 0
            ? ("0", 0)
            : (significant, power + digits.Length - significant.Length);
    }

    /// <summary>Digits with an optional minus; no zero before others, and no minus zero.</summary>
    private static bool IsInteger(string text)
    {
        var digits = text.AsSpan(text[0] == '-' ? 1 : 0);
        return digits.Length > 0
            && !digits.ContainsAnyExceptInRange('0', '9')
            && (digits[0] != '0' || text.Length == 1);
    }

    /// <summary>[-]digits[mark digits][e[±]digits], where no zero stands before other digits.</summary>
    private static bool IsNumber(string text, char mark)
    {
        var at = text[0] == '-' ? 1 : 0;
        var whole = Run(text, ref at);
        if (whole > 1 && text[at - whole] == '0')
            return false;
        var fraction = 0;
        if (at < text.Length && text[at] == mark)
        {
            at++;
            fraction = Run(text, ref at);
        }
        if (whole + fraction == 0)
            return false;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-')
                at++;
            if (Run(text, ref at) == 0)
                return false;
        }
        return at == text.Length;
    }

    private static int Run(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at - start;
    }
}
