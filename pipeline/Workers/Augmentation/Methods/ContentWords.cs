namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Leaves function words alone, as TextAttack's constraint on stop words does.</summary>
internal sealed class ContentWords(IWordEdit edit) : IWordEdit
{
    public bool Applies(ReadOnlySpan<char> word) =>
        !FunctionWords.Contains(word) && edit.Applies(word);

    public void Write(ReadOnlySpan<char> word, RowRandom random, ref TextBuilder output) =>
        edit.Write(word, random, ref output);
}
