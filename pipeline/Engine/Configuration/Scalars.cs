using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Engine.Configuration;

/// <summary>Turns single YAML values into typed ones.</summary>
internal static partial class Scalars
{
    public static bool Understands(Type type) =>
        type == typeof(string)
        || type == typeof(bool)
        || type == typeof(int)
        || type == typeof(long)
        || type == typeof(double)
        || type == typeof(TimeSpan)
        || type.IsEnum;

    public static string Describe(Type type) =>
        type == typeof(string) ? "text"
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(double) ? "a number"
        : type == typeof(TimeSpan) ? "a time span such as 30s, 5m or 2h"
        : $"one of {string.Join(", ", Names(type))}";

    public static bool TryParse(Type type, ScalarNode node, out object? value)
    {
        var text = node.Text!;
        value = null;
        if (type == typeof(string))
            value = text;
        else if (type.IsEnum)
        {
            var name = Enum.GetNames(type).FirstOrDefault(n => SettingsBinder.SnakeCase(n) == text);
            value = name is null ? null : Enum.Parse(type, name);
        }
        else if (node.Quoted && type != typeof(TimeSpan))
            value = null;
        else if (type == typeof(bool))
            value =
                text is "true" or "True" or "TRUE" or "yes" or "on" ? true
                : text is "false" or "False" or "FALSE" or "no" or "off" ? false
                : null;
        else if (type == typeof(int))
            value = int.TryParse(text, Whole, Invariant, out var i) ? i : null;
        else if (type == typeof(long))
            value = long.TryParse(text, Whole, Invariant, out var l) ? l : null;
        else if (type == typeof(double))
            value =
                double.TryParse(text, NumberStyles.Float, Invariant, out var d)
                && double.IsFinite(d)
                    ? d
                    : null;
        else if (type == typeof(TimeSpan))
            value = Span(text);
        return value is not null;
    }

    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private static IEnumerable<string> Names(Type type) =>
        Enum.GetNames(type).Select(SettingsBinder.SnakeCase);

    private static object? Span(string text)
    {
        var match = SpanPattern().Match(text);
        if (!match.Success || !double.TryParse(match.Groups[1].Value, Invariant, out var number))
            return null;
        var seconds = match.Groups[2].Value switch
        {
            "ms" => number / 1000,
            "m" => number * 60,
            "h" => number * 3600,
            "d" => number * 86_400,
            _ => number,
        };
        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    [GeneratedRegex(@"^(\d{1,9}(?:\.\d+)?)\s*(ms|s|m|h|d)?$")]
    private static partial Regex SpanPattern();
}
