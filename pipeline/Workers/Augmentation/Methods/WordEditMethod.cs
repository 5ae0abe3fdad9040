using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>
/// Changes a share of the words of a text, each by itself, and copies all else: the frame of every method that does
/// not move or delete words. The share counts all words; the drawn ones come from those that the edit applies to: never
/// an atom, and a number only where the edit is made for it.
/// </summary>
internal sealed class WordEditMethod(string id, IWordEdit edit, WordChoice words) : ITextMethod
{
    public string Id => id;

    public string? Apply(string text, RowRandom random)
    {
        var list = new WordList(text, stackalloc WordSpan[WordList.UsualCount]);
        var items =
            list.Count <= WordList.UsualCount
                ? stackalloc int[WordList.UsualCount]
                : new int[list.Count];
        var count = 0;
        for (var i = 0; i < list.Count; i++)
        {
            if (MayEdit(list.Kind(i)) && words.Allows(list, i) && edit.Applies(list[i]))
                items[count++] = i;
        }
        var drawn = Sampling.Draw(items[..count], words.Of(list.Count), random);
        if (drawn.IsEmpty)
            return null;

        var output = new TextBuilder(stackalloc char[TextBuilder.UsualLength]);
        var copied = 0;
        foreach (var index in drawn)
        {
            var (start, end) = list.Span(index);
            output.Append(text.AsSpan(copied..start));
            edit.Write(list[index], random, ref output);
            copied = end;
        }
        output.Append(text.AsSpan(copied));
        return output.ToString();
    }

    private bool MayEdit(WordKind kind) =>
        kind == WordKind.Plain || (kind == WordKind.Number && edit.EditsNumbers);
}
