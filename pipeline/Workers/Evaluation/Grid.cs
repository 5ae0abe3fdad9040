using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Workers.Axes;
using Sluice.Workers.Scoring;
using Sluice.Workers.Training;

namespace Sluice.Workers.Evaluation;

/// <summary>All cells of an evaluation: model by model, checkpoint by checkpoint, layer by layer, task by task.</summary>
internal static class Grid
{
    /// <summary>Pythia's checkpoints: step0, powers of two up to step512, then every thousandth up to step143000.</summary>
    public static IReadOnlyList<string> Pythia { get; } =
    [
        "step0",
        .. Enumerable.Range(0, 10).Select(i => $"step{1 << i}"),
        .. Enumerable.Range(1, 143).Select(i => $"step{i * 1000}"),
    ];

    /// <summary>The tasks of MTEB's English benchmark that embedding models are usually told apart by.</summary>
    public static IReadOnlyList<string> Mteb { get; } =
    [
        "SprintDuplicateQuestions",
        "TwitterSemEval2015",
        "TwitterURLCorpus",
        "AmazonCounterfactualClassification",
        "AmazonReviewsClassification",
        "Banking77Classification",
        "EmotionClassification",
        "MTOPDomainClassification",
        "MTOPIntentClassification",
        "MassiveIntentClassification",
        "MassiveScenarioClassification",
        "ToxicConversationsClassification",
        "TweetSentimentExtractionClassification",
        "ArxivClusteringS2S",
        "BiorxivClusteringS2S",
        "MedrxivClusteringS2S",
        "RedditClustering",
        "StackExchangeClustering",
        "TwentyNewsgroupsClustering",
        "AskUbuntuDupQuestions",
        "MindSmallReranking",
        "SciDocsRR",
        "StackOverflowDupQuestions",
        "BIOSSES",
        "SICK-R",
        "STS12",
        "STS13",
        "STS14",
        "STS15",
        "STS16",
        "STS17",
        "STSBenchmark",
    ];

    /// <summary>The cells.</summary>
    /// <param name="settings">Section evaluate.</param>
    /// <param name="workspace">Files that name checkpoints, layers or tasks lie in it.</param>
    /// <exception cref="UserError">Such a file cannot be read, or a name cannot be one of a directory.</exception>
    public static IReadOnlyList<Cell> Cells(EvaluateSettings settings, string workspace)
    {
        var tasks = Names("tasks", settings.Tasks, workspace, Task);
        var cells = new List<Cell>();
        foreach (var (size, model) in settings.Models)
        {
            var checkpoints = Names(
                $"models.{size}.checkpoints",
                model.Checkpoints,
                workspace,
                name => Checkpoint(name, settings.Train)
            );
            var layers = Names($"models.{size}.layers", model.Layers, workspace, _ => null)
                .Select(layer => Layer(size, layer, model.Layers!))
                .ToList();
            // 1 and 01 are one.
            if (layers.GroupBy(l => l).FirstOrDefault(g => g.Count() > 1) is { } twice)
                throw new UserError(
                    $"{model.Layers!.Place}: evaluate.models.{size}.layers: '{twice.Key}' is named twice"
                );
            foreach (var checkpoint in checkpoints)
            foreach (var layer in layers)
            foreach (var task in tasks)
                cells.Add(new Cell(size, model.ModelId ?? size, checkpoint, layer, task));
        }
        return cells;
    }

    // Names that stand for several; null for one that stands for itself.
    private static IReadOnlyList<string>? Task(string name) =>
        name switch
        {
            "mteb" => Mteb,
            "built_in" => ScoredTasks.Names,
            _ => null,
        };

    private static IReadOnlyList<string>? Checkpoint(string name, TrainSettings train) =>
        name switch
        {
            "pythia" => Pythia,
            "trained" =>
            [
                .. CheckpointSchedule
                    .Steps(train.Steps)
                    .Select(step => string.Create(CultureInfo.InvariantCulture, $"step{step}")),
            ],
            _ => null,
        };

    private static List<string> Names(
        string key,
        ConfigNode? node,
        string workspace,
        Func<string, IReadOnlyList<string>?> several
    )
    {
        if (node is null)
            return [];
        var names = new AxisReader(workspace, new HashSet<string>())
            .Read(key, node)
            .Points.SelectMany(point => several(point.Values[0]) ?? [point.Values[0]])
            .ToList();
        if (names.Find(name => !IsDirectoryName(name)) is { } wrong)
            throw new UserError(
                $"{node.Place}: evaluate.{key}: '{wrong}' cannot be the name of a directory, as it must"
            );
        return names.Count == names.Distinct().Count()
            ? names
            : throw new UserError(
                $"{node.Place}: evaluate.{key}: '{names.GroupBy(n => n).First(g => g.Count() > 1).Key}' is named twice"
            );
    }

    private static int Layer(string size, string text, ConfigNode node) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var layer)
            ? layer
            : throw new UserError(
                $"{node.Place}: evaluate.models.{size}.layers: expected numbers from 0, found '{text}'"
            );

    /// <summary>Whether a name can be a directory's.</summary>
    internal static bool IsDirectoryName(string name) =>
        name.Length is > 0 and <= 200
        && name is not ("." or "..")
        && !name.Any(c => c == '/' || char.IsControl(c));
}
