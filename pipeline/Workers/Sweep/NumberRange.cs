using System.Globalization;
using Sluice.Engine.Configuration;

namespace Sluice.Workers.Sweep;

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

    /// <summary>Reads a map whose form is right.</summary>
    public static NumberRange Of(MapNode map) =>
        new(
            Number(map.Find("from"))!.Value,
            Number(map.Find("to"))!.Value,
            Number(map.Find("step")) ?? 1,
            Number(map.Find("factor"))
        );

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
