using Sluice.Workers.Augmentation.Methods;

namespace Sluice.Workers.Corpus.WordNet;

/// <summary>
/// Synonyms that are met in the same surroundings, so that one may stand for the other ("film" and "movie"), as against
/// those that share a sense on paper only ("great" and "bully"): cosines of word vectors, for the compiler.
/// </summary>
internal static class CloseWords
{
    /// <summary>The table's file; its header says how it is made.</summary>
    public const string Table = "close_words.txt";

    private static readonly Lazy<Dictionary<string, int>> s_closeness = new(Read);

    /// <summary>The cosine in percent; 0 of words that are not close, or not in the table.</summary>
    /// <param name="partOfSpeech">Of both.</param>
    /// <param name="word">The word to stand for, as WordNet's index writes it.</param>
    /// <param name="other">What may stand for it.</param>
    public static int Of(PartOfSpeech partOfSpeech, string word, string other) =>
        s_closeness.Value.GetValueOrDefault(
            Key(WordNetFormat.Codes[(int)partOfSpeech], word, other)
        );

    private static Dictionary<string, int> Read()
    {
        var closeness = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in EmbeddedTable.Lines(Table))
        {
            var fields = line.Split(' ');
            foreach (var entry in fields.AsSpan(2))
                closeness[Key(line[0], fields[1], entry[..^2])] = int.Parse(entry.AsSpan(^2));
        }
        return closeness;
    }

    private static string Key(char code, string word, string other) => $"{code} {word} {other}";
}
