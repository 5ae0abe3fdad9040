using System.Numerics;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>
/// What may stand for one word in one reading, and in which of its senses, by one set of rules. Immutable; thread-safe.
/// </summary>
/// <param name="judge">Of the senses of the reading.</param>
/// <param name="forms">What may be written, at most <see cref="MostForms"/>.</param>
internal sealed class SubstitutionSet(SenseJudge judge, SubstitutionForm[] forms)
{
    /// <summary>How many forms there are at most.</summary>
    public const int MostForms = 64;

    /// <summary>Whether there is nothing to choose from, whatever the sentence.</summary>
    public bool IsEmpty => forms.Length == 0;

    /// <summary>All that may be written in some sentence.</summary>
    public ReadOnlySpan<SubstitutionForm> Forms => forms;

    /// <summary>Tells which forms fit a sentence.</summary>
    /// <param name="sentence">Stems of the words around, each once.</param>
    /// <param name="weights">One for each form: how often to draw it, 0 where it does not fit.</param>
    public void Weigh(ReadOnlySpan<uint> sentence, Span<int> weights)
    {
        Span<double> probabilities = stackalloc double[judge.Senses.Count];
        judge.Judge(sentence, probabilities);
        for (var i = 0; i < forms.Length; i++)
        {
            var sum = 0.0;
            for (var senses = forms[i].Senses; senses != 0; senses &= senses - 1)
                sum += probabilities[BitOperations.TrailingZeroCount(senses)];
            weights[i] = sum >= forms[i].Needed ? forms[i].Weight : 0;
        }
    }
}
