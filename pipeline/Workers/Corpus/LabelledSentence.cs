namespace Sluice.Workers.Corpus;

/// <summary>One row of an input corpus.</summary>
/// <param name="SentenceId">Unique within the corpus, e.g. <c>amazon-0001</c>.</param>
/// <param name="SentenceText">The sentence, without blanks around it.</param>
/// <param name="Label"><c>positive</c> or <c>negative</c>.</param>
/// <param name="Source">Where it is from, e.g. <c>amazon</c>.</param>
internal sealed record LabelledSentence(
    string SentenceId,
    string SentenceText,
    string Label,
    string Source
);
