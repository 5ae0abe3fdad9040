using Sluice.Workers.Augmentation.Tagging;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>What may stand for one reading of a word, by each certainty. Immutable but for a cache; thread-safe.</summary>
internal sealed class WordForms
{
    private readonly SubstitutionSet[] _sets;

    /// <param name="word">The word.</param>
    /// <param name="reading">How it is read.</param>
    /// <param name="name">As it is spelt where it is a name.</param>
    /// <param name="judge">Of the senses of the reading.</param>
    /// <param name="rules">By certainty.</param>
    public WordForms(
        LexicalWord word,
        Analysis reading,
        string? name,
        SenseJudge judge,
        IEnumerable<SubstitutionRules> rules
    )
    {
        _sets = [.. rules.Select(r => Thesaurus.Substitutions(word, reading, name, judge, r))];
        IsEmpty = _sets.All(set => set.IsEmpty);
    }

    /// <summary>Whether nothing may, whatever the sentence.</summary>
    public bool IsEmpty { get; }

    /// <summary>What may where it must be so sure.</summary>
    public SubstitutionSet By(Certainty certainty) => _sets[(int)certainty];
}
