using Sluice.Engine;
using Sluice.Workers.Corpus;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Workers.Scoring;

/// <summary>
/// The samples that the tasks are made of. All are drawn from one random sequence in a fixed order,
/// so adding a draw before another one changes every score after it.
/// </summary>
internal sealed class TaskData
{
    // A gloss of fewer words says too little of what it defines.
    private const int LeastWords = 4;
    private const int Glosses = 3000;
    private const int Pairs = 3000;
    private const int Seed = 1;

    private TaskData(
        IReadOnlyList<LabelledSentence> sentences,
        IReadOnlyDictionary<string, LabelledSentence[]> bySource,
        IReadOnlyList<Gloss> nouns,
        IReadOnlyList<(int A, int B)> pairs,
        Taxonomy taxonomy
    )
    {
        Sentences = sentences;
        BySource = bySource;
        Nouns = nouns;
        GlossPairs = pairs;
        Taxonomy = taxonomy;
    }

    /// <summary>All sentences, in the file's order.</summary>
    public IReadOnlyList<LabelledSentence> Sentences { get; }

    /// <summary>The sentences of each source, shuffled.</summary>
    public IReadOnlyDictionary<string, LabelledSentence[]> BySource { get; }

    /// <summary>Up to 3 000 nouns with glosses of at least four words.</summary>
    public IReadOnlyList<Gloss> Nouns { get; }

    /// <summary>3 000 pairs of indexes into the nouns, drawn with repetition.</summary>
    public IReadOnlyList<(int A, int B)> GlossPairs { get; }

    /// <summary>Of all nouns.</summary>
    public Taxonomy Taxonomy { get; }

    /// <summary>Reads the corpus and draws the samples.</summary>
    /// <param name="sentencesFile">As <see cref="SentenceCsv"/> writes it.</param>
    /// <param name="glossFile">As <see cref="GlossCsv"/> writes it.</param>
    /// <exception cref="UserError">A file is missing or damaged, or there is too little in it.</exception>
    public static TaskData Load(string sentencesFile, string glossFile)
    {
        var sentences = SentencesOf(sentencesFile);
        var random = new SeededRandom(Seed);
        var bySource = new Dictionary<string, LabelledSentence[]>(StringComparer.Ordinal);
        foreach (var source in SentimentFixtures.Sources)
        {
            var own = sentences.Where(sentence => sentence.Source == source).ToArray();
            if (own.Select(sentence => sentence.Label).Distinct().Count() < 2)
                throw new UserError(
                    $"Tasks: {sentencesFile} has no sentences of both labels from {source}; with npm and its registry in reach, --target=Corpus --force fetches them"
                );
            random.Shuffle(own);
            bySource[source] = own;
        }
        // Drawn for a task that is no more; the draws after it, and so their scores, depend on it.
        random.Shuffle(sentences.ToArray());

        var all = GlossCsv.Read(glossFile).Where(gloss => gloss.IsNoun).ToArray();
        var longer = all.Where(gloss => gloss.Text.Split(' ').Length >= LeastWords).ToArray();
        random.Shuffle(longer);
        var nouns = longer.Take(Glosses).ToArray();
        if (nouns.Length == 0)
            throw new UserError($"Tasks: {glossFile} has no nouns; run --target=Corpus --force");
        var pairs = new (int A, int B)[Pairs];
        foreach (ref var pair in pairs.AsSpan())
            pair = (random.Next(nouns.Length), random.Next(nouns.Length));
        return new TaskData(sentences, bySource, nouns, pairs, new Taxonomy(all));
    }

    private static List<LabelledSentence> SentencesOf(string file)
    {
        var table = CsvTable.Read(file, [.. SentenceCsv.Columns]);
        var columns = SentenceCsv.Columns.Select(table.IndexOf).ToArray();
        return
        [
            .. table.Rows.Select(row => new LabelledSentence(
                row[columns[0]],
                row[columns[1]],
                row[columns[2]],
                row[columns[3]]
            )),
        ];
    }
}
