using System.Globalization;
using Sluice.Engine.Configuration;

namespace Sluice.Workers.Axes;

/// <summary>
/// Numbers from one to another: <c>1..9</c>, <c>{from: 0, to: 1, step: 0.1}</c> or
/// <c>{from: 1, to: 1000, factor: 10}</c>. Pure.
/// </summary>
/// <param name="From">The first.</param>
/// <param name="To">The last, if the steps hit it.</param>
/// <param name="Step">What is added.</param>
/// <param name="Factor">What is multiplied by instead; null for steps.</param>
// Decimal: 0.1 + 0.2 is 0.3 here.
internal sealed record NumberRange(decimal From, decimal To, decimal Step, decimal? Factor)
{
    /// <summary>Reads 1..9; null when it is none, or quoted.</summary>
    public static NumberRange? Of(ScalarNode scalar) =>
        !scalar.Quoted
        && scalar.Text!.Split("..") is [var from, var to]
        && long.TryParse(from, CultureInfo.InvariantCulture, out var first)
        && long.TryParse(to, CultureInfo.InvariantCulture, out var last)
            ? new NumberRange(first, last, 1, null)
            : null;

    /// <summary>
    /// Says of a text that it looks like a range and is none (<c>1...3</c>, <c>0.1..0.3</c>,
    /// <c>1..</c>), with what to write; null of any other text, and of what is quoted.
    /// </summary>
    public static string? NearMiss(ScalarNode scalar)
    {
        if (scalar.Quoted || scalar.Text is not { } text || Of(scalar) is not null)
            return null;
        var dots = text.IndexOfAny(['…']) is >= 0 and var sign
            ? sign
            : text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
            return null;
        var from = text[..dots].Trim(' ', '(', '[');
        var rest = text[dots..].TrimStart('.', '…').Trim(' ', ')', ']');
        var to = rest.Split("..")[0];
        if (IsOther(from) && IsOther(to))
            return $"{scalar.Describe()}, which looks like a range and is none; ranges are of decimal numbers: name the values in a list, or quote it if it is a text";
        var isNear =
            IsNumber(from) ? !rest.StartsWith('/')
            : from.Length == 0 ? IsNumber(to)
            : from.Length == 1
                && char.IsAsciiLetter(from[0])
                && rest.Length == 1
                && char.IsAsciiLetter(rest[0]);
        if (!isNear)
            return null;
        var bounds = IsNumber(from) && IsNumber(to) ? (from, to) : ("1", "9");
        return $"{scalar.Describe()}, which looks like a range and is none; write {{from: {bounds.Item1}, to: {bounds.Item2}, step: …}}, or 1..9 for whole numbers, or quote it if it is a text";
    }

    /// <summary>Reads a map whose form is right.</summary>
    public static NumberRange Of(MapNode map) =>
        new(
            Number(map.Find("from"))!.Value,
            Number(map.Find("to"))!.Value,
            Number(map.Find("step")) ?? 1,
            Number(map.Find("factor"))
        );

    // A hexadecimal number or a date, of which there are no ranges.
    private static bool IsOther(string text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && text.Length > 2
            && text[2..].All(char.IsAsciiHexDigit)
        || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, default, out _);

    /// <summary>Whether a text is a number, however large.</summary>
    public static bool IsNumber(string text) =>
        decimal.TryParse(
            text.Replace("_", ""),
            NumberStyles.Float | NumberStyles.AllowThousands,
            CultureInfo.InvariantCulture,
            out _
        )
        || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var large)
            && double.IsFinite(large);

    /// <summary>A number as configured; null when it is none.</summary>
    public static decimal? Number(ConfigNode? node) =>
        node is ScalarNode { Text: { } text }
        && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && Math.Abs(number) < 1_000_000_000_000_000m
            ? number
            : null;

    /// <summary>What is wrong with it, or null.</summary>
    public string? Problem
    {
        get
        {
            if (Factor is not null && (Factor <= 1 || From <= 0))
                return "a factor that does not lead upwards from a number above 0";
            if (Factor is null && Step <= 0)
                return "a step that does not lead upwards";
            if (To < From)
                return "an end below the beginning";
            // As floating point: a tiny step would not fit a decimal.
            var count = Factor is { } factor
                ? Math.Log((double)(To / From)) / Math.Log((double)factor)
                : (double)(To - From) / (double)Step;
            return count > AxisForm.MostPoints
                ? $"more than {AxisForm.MostPoints:N0} values"
                : null;
        }
    }

    /// <summary>The numbers, as they are written.</summary>
    public IEnumerable<string> Values()
    {
        var value = From;
        while (value <= To)
        {
            yield return Shown(value);
            // The next could be too large for a number.
            if (Factor is { } by && value > To / by)
                yield break;
            value = Factor is { } factor ? value * factor : value + Step;
        }
    }

    // Without zeros at the end that a step of 0.10 would leave.
    private static string Shown(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.') ? text.TrimEnd('0').TrimEnd('.') : text;
    }
}
