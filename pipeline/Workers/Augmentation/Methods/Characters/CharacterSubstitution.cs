using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Characters;

/// <summary>Replaces characters of a word by others of a table: keys nearby, look-alikes, misread characters.</summary>
/// <param name="table">What becomes what; a letter with combining marks is in none.</param>
/// <param name="characters">How many of a word.</param>
/// <param name="minLength">Shorter words stay.</param>
/// <param name="editsNumbers">Whether digits are misread as well.</param>
internal sealed class CharacterSubstitution(
    CharacterTable table,
    Quota characters,
    int minLength,
    bool editsNumbers = false
) : IWordEdit
{
    public bool EditsNumbers => editsNumbers;

    public bool Applies(ReadOnlySpan<char> word)
    {
        if (word.Length < minLength)
            return false;
        for (var i = 0; i < word.Length; i++)
        {
            if (CanChange(word, i))
                return Graphemes.CountIn(word) >= minLength;
        }
        return false;
    }

    public void Write(ReadOnlySpan<char> word, RowRandom random, ref TextBuilder output)
    {
        var items = CharacterPositions.Space(word, stackalloc int[Graphemes.UsualLength]);
        var count = 0;
        for (var i = 0; i < word.Length; i++)
        {
            if (CanChange(word, i))
                items[count++] = i;
        }
        var start = output.Length;
        output.Append(word);
        var written = output.WrittenFrom(start);
        var quota = characters.Of(Graphemes.CountIn(word));
        foreach (var index in Sampling.Draw(items[..count], quota, random))
        {
            var choices = table[word[index]]!;
            written[index] = choices[random.Next(choices.Length)];
        }
    }

    private bool CanChange(ReadOnlySpan<char> word, int i) =>
        table[word[i]] is not null
        && (i + 1 == word.Length || word[i + 1] < '\u0300' || char.IsLetterOrDigit(word[i + 1]));
}
