using System.Collections.Frozen;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Joins two words apart by one blank into their contraction: "do not" → "don't".</summary>
internal sealed class ContractionMethod(string id, Quota words) : ITextMethod
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
            if (list.GapAfter(i) is " " && s_lookup.ContainsKey(Pair(list, text, i)))
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

    private static ReadOnlySpan<char> Pair(scoped in WordList list, string text, int index) =>
        text.AsSpan(list.Span(index).Start..list.Span(index + 1).End);
}
