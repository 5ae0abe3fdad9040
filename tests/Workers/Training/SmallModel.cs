using Sluice.Workers.Training;

namespace Sluice.Tests.Workers.Training;

/// <summary>A model that trains in a blink, on the sample's sentences.</summary>
internal static class SmallModel
{
    public static TrainSettings Settings { get; } =
        new()
        {
            Steps = 8,
            Layers = 2,
            Width = 32,
            Batch = 10,
            Context = 8,
            Vocabulary = 128,
        };

    public static PieceVocabulary Vocabulary { get; } =
        PieceLearner.Learn(SampleSentences.Texts, Settings.Vocabulary, default);

    /// <summary>A trainer that has not yet taken a step.</summary>
    public static ModelTrainer Trainer(
        int threads,
        CancellationToken cancellation = default,
        long seed = 1
    )
    {
        var settings = Settings with { Threads = threads, Seed = seed };
        var (train, heldOut) = TrainingText.Split(SampleSentences.Texts, settings.Seed);
        return new ModelTrainer(
            settings,
            Vocabulary,
            TrainingText.Of(train, Vocabulary, settings.Context, default),
            TrainingText.Of(heldOut, Vocabulary, settings.Context, default),
            cancellation
        );
    }

    /// <summary>A checkpoint of a trainer's model.</summary>
    public static Checkpoint Checkpoint(ModelTrainer trainer, int step = 0) =>
        new(
            CheckpointHeader.Of(trainer.Weights.Layout.Shape, step, Vocabulary),
            trainer.Weights.Values
        );
}
