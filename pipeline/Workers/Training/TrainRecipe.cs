using Sluice.Engine.Graph;
using Sluice.Engine.Working;

namespace Sluice.Workers.Training;

/// <summary>What stage Train hands to its worker.</summary>
internal static class TrainRecipe
{
    private static readonly Field<string> s_textColumn = Field.Text("text_column");
    private static readonly Field<int> s_steps = Field.Whole("steps");
    private static readonly Field<int> s_layers = Field.Whole("layers");
    private static readonly Field<int> s_width = Field.Whole("width");
    private static readonly Field<int> s_batch = Field.Whole("batch");
    private static readonly Field<int> s_context = Field.Whole("context");
    private static readonly Field<int> s_vocabulary = Field.Whole("vocabulary");
    private static readonly Field<double> s_learningRate = Field.Number("learning_rate");
    private static readonly Field<long> s_seed = Field.Long("seed");
    private static readonly Field<int> s_threads = Field.Whole("threads");

    /// <summary>What the model depends on.</summary>
    public static OrderedMap Parameters(TrainSettings settings) =>
        OrderedMap.Of(
            s_textColumn.Is(settings.Input is null ? "gloss" : settings.TextColumn),
            s_steps.Is(settings.Steps),
            s_layers.Is(settings.Layers),
            s_width.Is(settings.Width),
            s_batch.Is(settings.Batch),
            s_context.Is(settings.Context),
            s_vocabulary.Is(settings.Vocabulary),
            s_learningRate.Is(settings.LearningRate),
            s_seed.Is(settings.Seed)
        );

    /// <summary>What it does not depend on.</summary>
    public static OrderedMap Options(TrainSettings settings) =>
        OrderedMap.Of(s_threads.Is(settings.Threads));

    /// <summary>The settings that a unit was planned with.</summary>
    public static TrainSettings Settings(UnitContext unit) =>
        new()
        {
            TextColumn = unit.Parameter(s_textColumn),
            Steps = unit.Parameter(s_steps),
            Layers = unit.Parameter(s_layers),
            Width = unit.Parameter(s_width),
            Batch = unit.Parameter(s_batch),
            Context = unit.Parameter(s_context),
            Vocabulary = unit.Parameter(s_vocabulary),
            LearningRate = unit.Parameter(s_learningRate),
            Seed = unit.Parameter(s_seed),
            Threads = unit.Option(s_threads),
        };
}
