using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>
/// Words that a method leaves alone: those of a list, in any case, and those that a pattern matches from their start
/// (as Python's <c>re.match</c>), with or without the signs that stand around them.
/// </summary>
/// <param name="words">The list; null for none.</param>
/// <param name="pattern">The pattern; null for none.</param>
internal sealed class StopWords(FrozenSet<string>? words, Regex? pattern)
{
    public static StopWords None { get; } = new(null, null);

    public static StopWords FunctionWords { get; } =
        new(Methods.Substitutions.FunctionWords.All, null);

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>>? _words =
        words?.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a word of a list is one of them.</summary>
    public bool Contain(scoped in WordList list, int index)
    {
        if (_words is { } lookup && lookup.Contains(list[index]))
            return true;
        return pattern is not null
            && (Matches(list[index]) || Matches(list.WithSignsAround(index)));
    }

    private bool Matches(ReadOnlySpan<char> word)
    {
        foreach (var match in pattern!.EnumerateMatches(word))
            return match.Index == 0;
        return false;
    }
}
