using System.Globalization;
using Sluice.Engine.Working;
using Sluice.Workers.Tables.Csv;
using Sluice.Workers.Training.Network;

namespace Sluice.Workers.Training;

/// <summary>Trains gloss-lm on the texts of a CSV and keeps checkpoints.</summary>
internal sealed class TrainWorker : IWorker
{
    /// <inheritdoc/>
    public Task RunAsync(UnitContext unit, CancellationToken cancellation) =>
        Task.Run(() => Run(unit, cancellation), cancellation);

    private static void Run(UnitContext unit, CancellationToken cancellation)
    {
        var settings = TrainRecipe.Settings(unit);
        var table = CsvTable.Read(unit.Inputs[0], settings.TextColumn);
        var column = table.IndexOf(settings.TextColumn);
        var (train, heldOut) = TrainingText.Split(
            table.Rows.Select(row => row[column]),
            settings.Seed
        );
        var vocabulary = PieceLearner.Learn(train, settings.Vocabulary, cancellation);
        var text = TrainingText.Of(train, vocabulary, settings.Context, cancellation);
        var trainer = new ModelTrainer(
            settings,
            vocabulary,
            text,
            TrainingText.Of(heldOut, vocabulary, settings.Context, cancellation),
            cancellation
        );
        unit.Log.WriteLine(
            $"{GlossModel.ModelName}: {trainer.Weights.Layout.Length} parameters, {vocabulary.Count} pieces, {text.Length} to train on"
        );
        var losses = Train(unit, settings, trainer, vocabulary, cancellation);
        using var file = File.Create(unit.Output(0));
        CsvText.Write(file, ["step", "train_loss", "heldout_loss"], losses);
    }

    private static List<string[]> Train(
        UnitContext unit,
        TrainSettings settings,
        ModelTrainer trainer,
        PieceVocabulary vocabulary,
        CancellationToken cancellation
    )
    {
        var losses = new List<string[]>();
        var step = 0;
        foreach (var kept in CheckpointSchedule.Steps(settings.Steps))
        {
            var (first, sum) = (step, 0.0);
            while (step < kept)
            {
                cancellation.ThrowIfCancellationRequested();
                sum += trainer.Step(++step);
                unit.Produced(settings.Batch);
            }
            var header = CheckpointHeader.Of(trainer.Weights.Layout.Shape, step, vocabulary);
            new Checkpoint(header, trainer.Weights.Values).Write(
                // The losses are the first output.
                unit.Output(1 + losses.Count)
            );
            // Before the first step there is no training loss yet.
            var mean = step > first ? Text(sum / (step - first)) : "";
            losses.Add([$"{step}", mean, Text(trainer.HeldOutLoss())]);
            unit.Log.WriteLine(
                $"step {step}: held-out loss {losses[^1][2]} nats a piece, training loss since the last checkpoint {losses[^1][1]}"
            );
        }
        return losses;
    }

    private static string Text(double loss) => loss.ToString("F6", CultureInfo.InvariantCulture);
}
