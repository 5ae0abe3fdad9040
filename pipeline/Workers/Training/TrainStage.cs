using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Engine.Working;
using Sluice.Workers.Corpus;
using Sluice.Workers.Corpus.WordNet;
using Sluice.Workers.Tables.Csv;
using Sluice.Workers.Training.Network;

namespace Sluice.Workers.Training;

/// <summary>Declares stage Train: one unit, the training of gloss-lm, with all its checkpoints.</summary>
public static class TrainStage
{
    /// <summary>What plans call the worker.</summary>
    public const string Worker = "train";

    /// <summary>The losses by step, beside the checkpoints.</summary>
    public const string LossFile = "training.csv";

    /// <summary>The checkpoints that a training with these settings leaves: absolute, by step.</summary>
    public static IReadOnlyList<(int Step, string Path)> Checkpoints(TrainSettings settings) =>
        [
            .. CheckpointSchedule
                .Steps(settings.Steps)
                .Select(step =>
                    (step, Path.Combine(settings.OutputRoot, CheckpointSchedule.FileName(step)))
                ),
        ];

    /// <summary>The stage.</summary>
    /// <param name="settings">Section evaluate.train.</param>
    /// <param name="workspace">Absolute.</param>
    /// <param name="limits">Section run.</param>
    public static DeclaredStage Declare(TrainSettings settings, string workspace, RunLimits limits)
    {
        var input = settings.Input ?? CorpusStage.GlossFile(workspace);
        return new()
        {
            Name = "Train",
            Workspace = workspace,
            OutputRoot = settings.OutputRoot,
            Worker = Worker,
            Limits = limits,
            Options = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["threads"] = Text(settings.Threads),
            },
            Units =
            [
                new Unit
                {
                    Key = GlossModel.ModelName,
                    Inputs = [input],
                    Parameters = Parameters(settings),
                    Outputs =
                    [
                        LossFile,
                        .. CheckpointSchedule
                            .Steps(settings.Steps)
                            .Select(CheckpointSchedule.FileName),
                    ],
                },
            ],
            Preflight = () => Look(settings, input),
        };
    }

    /// <summary>The settings that a unit was planned with.</summary>
    internal static TrainSettings Settings(UnitContext unit) =>
        new()
        {
            TextColumn = unit.Parameter("text_column"),
            Steps = Number(unit, "steps"),
            Layers = Number(unit, "layers"),
            Width = Number(unit, "width"),
            Batch = Number(unit, "batch"),
            Context = Number(unit, "context"),
            Vocabulary = Number(unit, "vocabulary"),
            LearningRate = double.Parse(
                unit.Parameter("learning_rate"),
                CultureInfo.InvariantCulture
            ),
            Seed = long.Parse(unit.Parameter("seed"), CultureInfo.InvariantCulture),
            Threads = int.Parse(unit.Option("threads"), CultureInfo.InvariantCulture),
        };

    private static void Look(TrainSettings settings, string input)
    {
        if (settings.Input is not null)
            CsvTable.Read(input, settings.TextColumn);
        // Not there before stage Corpus has run: a dry run looks too.
        else if (File.Exists(input) && new FileInfo(input).Length == 0)
            throw new UserError(
                $"Train: there are no glosses, for there is no WordNet, in {input}; install npm, or Debian's wordnet-base, and run --target=Corpus --force, or set evaluate.train.input"
            );
    }

    private static SortedDictionary<string, string> Parameters(TrainSettings settings) =>
        new(StringComparer.Ordinal)
        {
            ["text_column"] = settings.Input is null ? "gloss" : settings.TextColumn,
            ["steps"] = Text(settings.Steps),
            ["layers"] = Text(settings.Layers),
            ["width"] = Text(settings.Width),
            ["batch"] = Text(settings.Batch),
            ["context"] = Text(settings.Context),
            ["vocabulary"] = Text(settings.Vocabulary),
            ["learning_rate"] = Text(settings.LearningRate),
            ["seed"] = Text(settings.Seed),
        };

    private static int Number(UnitContext unit, string name) =>
        int.Parse(unit.Parameter(name), CultureInfo.InvariantCulture);

    private static string Text(IFormattable value) =>
        value.ToString(null, CultureInfo.InvariantCulture);
}
