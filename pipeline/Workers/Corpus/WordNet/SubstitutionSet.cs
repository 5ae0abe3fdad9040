using Sluice.Workers.Embedding;

namespace Sluice.Workers.Corpus.WordNet;

/// <summary>
/// What may stand for one word in one reading, and in which of its senses. Which of them fits a sentence is told by
/// what the senses are about (Lesk 1986, over extended glosses) and by how often each is meant.
/// Immutable but for a cache; thread-safe.
/// </summary>
internal sealed class SubstitutionSet
{
    /// <summary>How much one unit of overlap counts against the frequencies: a factor of e to it.</summary>
    private const double Trust = 0.2;

    private readonly Lazy<Topic[]> _topics;
    private readonly double[] _priors;
    private readonly uint _stem;
    private readonly (string Form, int Count, ulong Senses)[] _forms;

    /// <param name="wordNet">Where the topics are looked up.</param>
    /// <param name="stem">Of the word itself.</param>
    /// <param name="senses">All senses that the reading may have, at most 64.</param>
    /// <param name="forms">What may be written, and the senses in which it may, a bit each.</param>
    public SubstitutionSet(
        WordNet wordNet,
        uint stem,
        IReadOnlyList<WordNetSense> senses,
        (string Form, int Count, ulong Senses)[] forms
    )
    {
        _stem = stem;
        _forms = forms;
        _priors = [.. senses.Select(sense => sense.Count + 0.5)];
        _topics = new(() =>
            senses.Count > 1
                ? [.. senses.Select(sense => new Topic(wordNet.Topic(sense.Synset)))]
                : []
        );
    }

    /// <summary>Whether there is nothing to choose from, whatever the sentence.</summary>
    public bool IsEmpty => _forms.Length == 0;

    /// <summary>The forms that fit, with how often each is used in such a sense, one more.</summary>
    /// <param name="sentence">Stems of the words around, each once.</param>
    /// <param name="confidence">The least probability, from 0 to 1, of the senses in which a form fits.</param>
    public List<(string Form, int Count)> Fitting(ReadOnlySpan<uint> sentence, double confidence)
    {
        var probabilities = Probabilities(sentence);
        var fitting = new List<(string, int)>();
        foreach (var (form, count, senses) in _forms)
        {
            var sum = 0.0;
            for (var i = 0; i < probabilities.Length; i++)
            {
                if ((senses & (1UL << i)) != 0)
                    sum += probabilities[i];
            }
            if (sum >= confidence)
                fitting.Add((form, count));
        }
        return fitting;
    }

    /// <summary>How probable each sense is in a sentence; they sum to 1.</summary>
    public double[] Probabilities(ReadOnlySpan<uint> sentence)
    {
        var topics = _topics.Value;
        if (topics.Length == 0)
            return [1.0];
        var weights = new double[topics.Length];
        var total = 0.0;
        for (var i = 0; i < topics.Length; i++)
        {
            weights[i] = _priors[i] * PortableMath.Exp(Trust * topics[i].Overlap(sentence, _stem));
            total += weights[i];
        }
        for (var i = 0; i < weights.Length; i++)
            weights[i] /= total;
        return weights;
    }
}
