using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>One way of changing a single word. Stateless but for caches, thread-safe.</summary>
internal interface IWordEdit
{
    /// <summary>Whether it also changes numbers written in digits alone.</summary>
    bool EditsNumbers => false;

    /// <summary>Whether <see cref="Write"/> can change the word; true promises that it will.</summary>
    bool Applies(ReadOnlySpan<char> word);

    /// <summary>Writes the changed word; called only where it applies.</summary>
    void Write(ReadOnlySpan<char> word, RowRandom random, ref TextBuilder output);
}
