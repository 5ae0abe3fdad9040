namespace Sluice.Workers.Augmentation.Words;

/// <summary>
/// What is moved or deleted as one: a word with what hangs together with it ("state-of-the-art", "forty five", "New
/// York", "dogs'").
/// </summary>
/// <param name="First">Its first word in the list.</param>
/// <param name="Count">How many words it has.</param>
/// <param name="Start">Where it starts in the text, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Phrase">Which stretch without marks and line breaks it stands in, counted from 0.</param>
/// <param name="Sentence">Which sentence it stands in, counted from 0.</param>
internal readonly record struct WordUnit(
    int First,
    int Count,
    int Start,
    int End,
    int Phrase,
    int Sentence
);
