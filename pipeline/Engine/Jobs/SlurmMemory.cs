using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Engine.Jobs;

/// <summary>Amounts of memory as sbatch takes them: a whole number with K, M (the default), G or T. Pure.</summary>
public static partial class SlurmMemory
{
    private const long Mega = 1 << 10;

    /// <summary>In KiB; null when the text is no amount.</summary>
    public static long? Parse(string text)
    {
        if (Amount().Match(text) is not { Success: true } match)
            return null;
        var number = long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return number
            * match.Groups[2].Value.ToUpperInvariant() switch
            {
                "K" => 1,
                "G" => Mega << 10,
                "T" => Mega << 20,
                _ => Mega,
            };
    }

    /// <summary>A valid amount so many times as much, rounded up to the next MiB.</summary>
    internal static string Times(string text, double factor)
    {
        var mega = (long)Math.Ceiling(Math.Round(Parse(text)!.Value * factor / Mega, 6));
        return mega % 1024 == 0 && mega > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{mega / 1024}G")
            : string.Create(CultureInfo.InvariantCulture, $"{mega}M");
    }

    [GeneratedRegex(@"^([0-9]{1,9})(?:([KMGTkmgt])B?)?\z")]
    private static partial Regex Amount();
}
