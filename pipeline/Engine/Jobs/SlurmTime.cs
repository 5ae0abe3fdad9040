using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Engine.Jobs;

/// <summary>
/// Time limits: what sbatch takes (minutes, MM:SS, HH:MM:SS, D-HH, D-HH:MM, D-HH:MM:SS, UNLIMITED)
/// and time spans as elsewhere in the configuration (90m, 12h). Pure.
/// </summary>
public static partial class SlurmTime
{
    // A hundred years, in seconds.
    private const long Longest = 86_400L * 36_500 - 1;

    /// <summary>The span; null when the text is none. UNLIMITED is <see cref="TimeSpan.MaxValue"/>.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text.Equals("UNLIMITED", StringComparison.OrdinalIgnoreCase) || text == "INFINITE")
            return TimeSpan.MaxValue;
        if (Span().Match(text) is { Success: true } span)
            return Positive(
                long.Parse(span.Groups[1].Value, CultureInfo.InvariantCulture)
                    * span.Groups[2].Value switch
                    {
                        "s" => 1L,
                        "m" => 60,
                        "h" => 3600,
                        _ => 86_400,
                    }
            );
        if (Slurm().Match(text) is not { Success: true } match)
            return null;
        var hasDays = match.Groups[1].Success;
        var parts = match
            .Groups[2]
            .Value.Split(':')
            .Select(p => long.Parse(p, CultureInfo.InvariantCulture))
            .ToArray();
        var days = hasDays ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        return Positive(
            days * 86_400
                + (hasDays, parts) switch
                {
                    (true, [var h]) => h * 3600,
                    (true, [var h, var m]) => h * 3600 + m * 60,
                    (false, [var m]) => m * 60,
                    (false, [var m, var s]) => m * 60 + s,
                    (_, var p) => p[0] * 3600 + p[1] * 60 + p[2],
                }
        );
    }

    /// <summary>As sbatch takes it: D-HH:MM:SS or HH:MM:SS.</summary>
    public static string Format(TimeSpan span) =>
        span == TimeSpan.MaxValue ? "UNLIMITED"
        : span.Days > 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{span.Days}-{span.Hours:00}:{span.Minutes:00}:{span.Seconds:00}"
            )
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{span.Hours:00}:{span.Minutes:00}:{span.Seconds:00}"
        );

    /// <summary>A valid limit so many times as long, rounded up to a second; at most the longest there is.</summary>
    internal static string Times(string text, double factor) =>
        Parse(text) is { } span && span < TimeSpan.MaxValue
            ? Format(
                TimeSpan.FromSeconds(
                    Math.Min(Math.Ceiling(Math.Round(span.TotalSeconds * factor, 6)), Longest)
                )
            )
            : text;

    private static TimeSpan? Positive(long seconds) =>
        seconds is > 0 and <= Longest ? TimeSpan.FromSeconds(seconds) : null;

    [GeneratedRegex(@"^([0-9]{1,8})\s*(s|m|h|d)\z")]
    private static partial Regex Span();

    [GeneratedRegex(@"^(?:([0-9]{1,5})-)?([0-9]{1,8}(?::[0-9]{1,2}){0,2})\z")]
    private static partial Regex Slurm();
}
