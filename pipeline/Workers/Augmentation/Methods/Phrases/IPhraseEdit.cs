using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Phrases;

/// <summary>
/// One way of changing a word or several as one, read in their context: numbers in words, contractions, names.
/// Stateless but for caches, thread-safe.
/// </summary>
internal interface IPhraseEdit
{
    /// <summary>How many words from one on it would change together; 0 where it changes none.</summary>
    int Applies(scoped in WordList list, int index);

    /// <summary>Writes the changed phrase; called only with what <see cref="Applies"/> answered.</summary>
    void Write(
        scoped in WordList list,
        int index,
        int count,
        RowRandom random,
        ref TextBuilder output
    );
}
