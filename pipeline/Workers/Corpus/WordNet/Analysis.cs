namespace Sluice.Workers.Corpus.WordNet;

/// <summary>One reading of a spelling: which lemma it is, as what part of speech, in which inflection.</summary>
internal readonly record struct Analysis(
    string Lemma,
    WordNetSection Section,
    Inflection Inflection
);
