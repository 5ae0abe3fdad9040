using System.Text;
using System.Text.Json;
using Sluice.Engine;

namespace Sluice.Workers.Corpus;

/// <summary>
/// The UCI sentiment labelled sentences (Kotzias et al. 2015) out of npm <c>sentiment</c>'s test
/// fixtures: 1000 each from amazon, imdb and yelp, half of them positive.
/// </summary>
internal static class SentimentFixtures
{
    private const int PerSource = 1000;
    private const int PerLabel = 500;
    private const string Positive = "positive";
    private const string Negative = "negative";

    // Windows-1252 from 0x80 to 0x9F; its five unused codes stay the control characters they are.
    private const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

    /// <summary>The sources, in the order of the rows.</summary>
    public static IReadOnlyList<string> Sources { get; } = ["amazon", "imdb", "yelp"];

    /// <summary>All 3000 sentences, in the files' order; a few occur twice, as they do there.</summary>
    /// <exception cref="UserError">The package does not hold what its version is known to hold.</exception>
    public static IReadOnlyList<LabelledSentence> Read(NpmTarball tarball) =>
        [.. Sources.SelectMany(source => Read(tarball, source))];

    private static List<LabelledSentence> Read(NpmTarball tarball, string source)
    {
        var name = $"package/test/fixtures/{source}.json";
        try
        {
            using var json = JsonDocument.Parse(tarball.Read(name));
            var rows = Rows(json.RootElement, source);
            if (rows.Count == PerSource && rows.Count(row => row.Label == Positive) == PerLabel)
                return rows;
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // Falls through to the one message: the file is not what it should be.
        }
        throw new UserError(
            $"Sentiment fixtures: {name} does not hold {PerSource} sentences, half of them positive; use {PinnedPackages.Sentiment.Specifier}"
        );
    }

    private static List<LabelledSentence> Rows(JsonElement entries, string source)
    {
        var rows = new List<LabelledSentence>(PerSource);
        foreach (var entry in entries.EnumerateArray())
        {
            var text = Repair(entry.GetProperty("text").GetString()!);
            // Each file ends in an entry without text and class.
            if (text.Length == 0)
                continue;
            var label = entry.GetProperty("class").GetInt32() == 1 ? Positive : Negative;
            rows.Add(new($"{source}-{rows.Count + 1:0000}", text, label, source));
        }
        return rows;
    }

    /// <summary>
    /// Trims, reads the C1 control characters as the Windows-1252 dashes and dots they were before
    /// somebody took them for Latin-1, and undoes the one HTML entity that was left.
    /// </summary>
    internal static string Repair(string text)
    {
        var repaired = new StringBuilder(text.Trim());
        for (var i = 0; i < repaired.Length; i++)
            if (repaired[i] is >= '\u0080' and <= '\u009f')
                repaired[i] = Windows1252[repaired[i] - '\u0080'];
        return repaired.Replace("&amp;", "&").ToString();
    }
}
