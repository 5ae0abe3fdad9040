using System.Globalization;
using Sluice.Workers.Sweep;
using Sluice.Workers.Training;
using Sluice.Workers.Training.Network;

namespace Sluice.Workers.Evaluation;

/// <summary>
/// The settings that make results of one run incomparable when they change. Which checkpoints, layers
/// and tasks there are is not among them: a grid may grow. Pure.
/// </summary>
internal static class Drift
{
    /// <summary>By name, as <see cref="ConfigSnapshot"/> keeps them.</summary>
    public static SortedDictionary<string, string> Settings(EvaluateSettings settings)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["family"] = settings.Family,
            ["command"] = settings.Command is { } command
                ? string.Join(' ', SweepCommand.Words(command))
                : "built in",
        };
        foreach (var (name, value) in settings.Environment)
            values[$"environment.{name}"] = value;
        foreach (var (name, model) in settings.Models)
            values[$"models.{name}.model_id"] = model.ModelId ?? name;
        if (settings.Command is null && settings.Models.ContainsKey(GlossModel.ModelName))
            foreach (var (name, value) in Training(settings.Train))
                values[$"train.{name}"] = value;
        return values;
    }

    private static IEnumerable<(string Name, string Value)> Training(TrainSettings train) =>
        [
            ("input", train.Input ?? "the glosses of stage Corpus"),
            ("text_column", train.TextColumn),
            ("steps", Shown(train.Steps)),
            ("layers", Shown(train.Layers)),
            ("width", Shown(train.Width)),
            ("batch", Shown(train.Batch)),
            ("context", Shown(train.Context)),
            ("vocabulary", Shown(train.Vocabulary)),
            ("learning_rate", Shown(train.LearningRate)),
            ("seed", Shown(train.Seed)),
        ];

    private static string Shown(IFormattable value) =>
        value.ToString(null, CultureInfo.InvariantCulture);
}
