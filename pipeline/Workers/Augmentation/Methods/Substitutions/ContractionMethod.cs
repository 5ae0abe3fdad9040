using System.Collections.Frozen;
using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>Joins two words apart by one blank into their contraction where people say so: "do not" → "don't".</summary>
internal sealed class ContractionMethod(string id, WordChoice words) : ITextMethod
{
    private static readonly FrozenDictionary<string, string>.AlternateLookup<
        ReadOnlySpan<char>
    > s_lookup = Contractions.ByExpansion.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Id => id;

    public string? Apply(string text, RowRandom random)
    {
        var list = new WordList(text, stackalloc WordSpan[WordList.UsualCount]);
        var items =
            list.Count <= WordList.UsualCount
                ? stackalloc int[WordList.UsualCount]
                : new int[list.Count];
        var count = 0;
        for (var i = 0; i + 1 < list.Count; i++)
        {
            if (
                list.GapAfter(i) is " "
                && s_lookup.TryGetValue(Pair(list, text, i), out var contraction)
                && IsSaid(list, i, contraction, Pair(list, text, i))
                && words.Allows(list, i)
                && words.Allows(list, i + 1)
            )
                items[count++] = i;
        }
        var drawn = Sampling.DrawDisjointPairs(items[..count], words.Of(list.Count), random);
        if (drawn.IsEmpty)
            return null;

        var output = new TextBuilder(stackalloc char[TextBuilder.UsualLength]);
        var copied = 0;
        foreach (var index in drawn)
        {
            var pair = Pair(list, text, index);
            output.Append(text.AsSpan(copied..list.Span(index).Start));
            output.Append(LetterCases.Of(pair).Apply(s_lookup[pair]));
            copied = list.Span(index + 1).End;
        }
        output.Append(text.AsSpan(copied));
        return output.ToString();
    }

    /// <summary>
    /// Nobody says "I know what it's.", "they've a plan" or "they let's go": a verb is contracted where its clause goes
    /// on, "have" where it helps another verb, and "let us" where it is a call.
    /// </summary>
    private static bool IsSaid(
        scoped in WordList list,
        int index,
        string contraction,
        ReadOnlySpan<char> pair
    )
    {
        if (LetterCases.Of(pair) == LetterCase.Mixed)
            return false;
        var next = list.After(index + 1);
        if (contraction.EndsWith("n't", StringComparison.Ordinal))
            return !next.Equals("only", StringComparison.OrdinalIgnoreCase);
        if (list.EndsClause(index + 1))
            return false;
        if (contraction == "let's")
            return list.StartsSentence(index);
        return !contraction.EndsWith("'ve", StringComparison.Ordinal)
            || Participles.IsMaybe(list.AfterAdverbs(index + 1));
    }

    private static ReadOnlySpan<char> Pair(scoped in WordList list, string text, int index) =>
        text.AsSpan(list.Span(index).Start..list.Span(index + 1).End);
}
