namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Replaces characters of a word by others of a table: keys nearby, look-alikes, misread characters.</summary>
internal sealed class CharacterSubstitution(CharacterTable table, Quota characters, int minLength)
    : IWordEdit
{
    public bool Applies(ReadOnlySpan<char> word)
    {
        if (word.Length < minLength)
            return false;
        foreach (var c in word)
        {
            if (table[c] is not null)
                return true;
        }
        return false;
    }

    public void Write(ReadOnlySpan<char> word, RowRandom random, ref TextBuilder output)
    {
        var items = word.Length <= 64 ? stackalloc int[64] : new int[word.Length];
        var count = 0;
        for (var i = 0; i < word.Length; i++)
        {
            if (table[word[i]] is not null)
                items[count++] = i;
        }
        var start = output.Length;
        output.Append(word);
        var written = output.WrittenFrom(start);
        foreach (var index in Sampling.Draw(items[..count], characters.Of(word.Length), random))
        {
            var choices = table[word[index]]!;
            written[index] = choices[random.Next(choices.Length)];
        }
    }
}
