using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Which words of a text a method may change, and how many of them.</summary>
/// <param name="Quota">How many of all words.</param>
/// <param name="Spared">Words it leaves alone.</param>
internal sealed record WordChoice(Quota Quota, StopWords Spared)
{
    /// <summary>How many of n words change.</summary>
    public int Of(int n) => Quota.Of(n);

    /// <summary>Whether a word of a list may change.</summary>
    public bool Allows(scoped in WordList list, int index) => !Spared.Contain(list, index);
}
