using System.Collections.Frozen;

namespace Sluice.Workers.Augmentation.Methods.Phrases;

/// <summary>English cardinal numbers in words.</summary>
internal static class NumberWords
{
    private static readonly string[] s_units =
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".Split(
            ' '
        );

    private static readonly string[] s_tens =
        "twenty thirty forty fifty sixty seventy eighty ninety".Split(' ');

    private static readonly (string Word, long Value)[] s_scales =
    [
        ("billion", 1_000_000_000),
        ("million", 1_000_000),
        ("thousand", 1_000),
        ("hundred", 100),
    ];

    private static readonly FrozenDictionary<string, long>.AlternateLookup<
        ReadOnlySpan<char>
    > s_values = s_units
        .Select((word, i) => (Word: word, Value: (long)i))
        .Concat(s_tens.Select((word, i) => (Word: word, Value: (i + 2) * 10L)))
        .Concat(s_scales)
        .ToFrozenDictionary(pair => pair.Word, pair => pair.Value, StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What one word says, in any case; -1 where it is no number.</summary>
    public static long ValueOf(ReadOnlySpan<char> word) =>
        s_values.TryGetValue(word, out var value) ? value : -1;

    /// <summary>The words of a number from 1 on, below a thousand billions.</summary>
    /// <param name="value">The number.</param>
    /// <param name="joint">Between tens and units: "-" or " ".</param>
    /// <param name="hasAnd">"hundred and five", and not "hundred five".</param>
    public static string Write(long value, string joint, bool hasAnd)
    {
        foreach (var (word, scale) in s_scales)
        {
            if (value < scale)
                continue;
            var (many, rest) = Math.DivRem(value, scale);
            var head = $"{Write(many, joint, hasAnd)} {word}";
            return rest == 0 ? head
                : hasAnd && rest < 100 ? $"{head} and {Write(rest, joint, hasAnd)}"
                : $"{head} {Write(rest, joint, hasAnd)}";
        }
        if (value < 20)
            return s_units[value];
        return value % 10 == 0
            ? s_tens[(value / 10) - 2]
            : s_tens[(value / 10) - 2] + joint + s_units[value % 10];
    }
}
