using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Phrases;

/// <summary>As <see cref="WordEditMethod"/>, for edits that read the words around and may change several as one.</summary>
internal sealed class PhraseEditMethod(string id, IPhraseEdit edit, WordChoice words) : ITextMethod
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
        for (var i = 0; i < list.Count; )
        {
            var length = edit.Applies(list, i);
            if (length > 0 && Allows(list, i, length))
                items[count++] = i;
            i += Math.Max(length, 1);
        }
        var drawn = Sampling.Draw(items[..count], words.Of(list.Count), random);
        if (drawn.IsEmpty)
            return null;

        var output = new TextBuilder(stackalloc char[TextBuilder.UsualLength]);
        var copied = 0;
        foreach (var index in drawn)
        {
            var length = edit.Applies(list, index);
            output.Append(text.AsSpan(copied..list.Span(index).Start));
            edit.Write(list, index, length, random, ref output);
            copied = list.Span(index + length - 1).End;
        }
        output.Append(text.AsSpan(copied));
        return output.ToString();
    }

    private bool Allows(scoped in WordList list, int index, int length)
    {
        for (var i = index; i < index + length; i++)
        {
            if (!words.Allows(list, i))
                return false;
        }
        return true;
    }
}
