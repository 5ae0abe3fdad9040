using Sluice.Engine;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Workers.Corpus;
using Sluice.Workers.Tables.Csv;
using Sluice.Workers.Training.Network;

namespace Sluice.Workers.Training;

/// <summary>Declares stage Train: one unit, the training of gloss-lm, with all its checkpoints.</summary>
public static class TrainStage
{
    /// <summary>What plans call the worker.</summary>
    public const string Worker = "train";

    /// <summary>Goes up when the same input and settings give other bytes.</summary>
    public const int Version = 1;

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
            WorkerVersion = Version,
            Limits = limits,
            Options = TrainRecipe.Options(settings),
            Units =
            [
                new Unit
                {
                    Key = GlossModel.ModelName,
                    Inputs = [input],
                    Parameters = TrainRecipe.Parameters(settings),
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
}
