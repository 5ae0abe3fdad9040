using Sluice.Engine.Configuration;
using Sluice.Workers.Axes;
using Sluice.Workers.Embedding.Layers;
using Sluice.Workers.Sweep;
using Sluice.Workers.Training.Network;

namespace Sluice.Workers.Evaluation;

/// <summary>What is wrong with an evaluation, as far as no file need be looked at. Pure.</summary>
internal static class EvaluateCheck
{
    /// <summary>What the command is told of a cell.</summary>
    public static readonly string[] Names =
    [
        "model_id",
        "size",
        "revision",
        "layer",
        "task",
        "results",
        "output",
        "workspace",
        "home",
    ];

    public static IEnumerable<(string Key, string Expected, string Found)> Of(
        EvaluateSettings settings
    )
    {
        if (!Grid.IsDirectoryName(settings.Family))
            yield return ("family", "the name of a directory", $"'{settings.Family}'");
        if (settings.Tasks is { } tasks && AxisForm.Problem(tasks) is { } wrong)
            yield return ("tasks", AxisForm.All, wrong);
        foreach (var (name, model) in settings.Models)
        {
            if (!Grid.IsDirectoryName(name))
                yield return ($"models.{name}", "the name of a directory", $"'{name}'");
            if (settings.Command is null && name is not (GlossModel.ModelName or UseLite.ModelName))
                yield return (
                    $"models.{name}",
                    $"a built-in model ({GlossModel.ModelName}, {UseLite.ModelName}), or evaluate.command, a program that evaluates others",
                    $"'{name}' without a command"
                );
            foreach (
                var (key, node) in new[]
                {
                    ("checkpoints", model.Checkpoints),
                    ("layers", model.Layers),
                }
            )
                if (node is null)
                    yield return ($"models.{name}.{key}", AxisForm.All, "nothing");
                else if (AxisForm.Problem(node) is { } problem)
                    yield return ($"models.{name}.{key}", AxisForm.All, problem);
        }
        var ofCommand = Command(settings.Command).ToList();
        foreach (var problem in ofCommand)
            yield return problem;
        // A name that is mistyped may be the very one.
        if (
            ofCommand.Count == 0
            && settings.Command is { } given
            && !IsToldPlace(given, settings.Environment.Values)
        )
            yield return (
                "command",
                "a command that is told where to write: {results} or {output} among its words or in environment",
                "none; its results would not be found"
            );
        foreach (var (name, value) in settings.Environment)
        foreach (var problem in Text($"environment.{name}", value))
            yield return problem;
    }

    // A program may also know the layout by itself, and be given the directory above.
    private static bool IsToldPlace(ConfigNode command, IEnumerable<string> environment)
    {
        try
        {
            return SweepCommand
                .Words(command)
                .Concat(environment)
                .Any(text =>
                    text.Contains("outputs/mteb", StringComparison.Ordinal)
                    || TemplateText.Parse(text).Names.Any(n => n is "results" or "output")
                );
        }
        catch (FormatException)
        {
            return true;
        }
    }

    private static IEnumerable<(string Key, string Expected, string Found)> Command(
        ConfigNode? command
    )
    {
        if (command is null)
            return [];
        try
        {
            var words = SweepCommand.Words(command);
            return words.Count == 0
                ? [("command", "a program and its arguments", "nothing")]
                : words.SelectMany(word => Text("command", word));
        }
        catch (FormatException e)
        {
            return [("command", SweepCommand.Forms, e.Message)];
        }
    }

    private static IEnumerable<(string Key, string Expected, string Found)> Text(
        string key,
        string text
    )
    {
        try
        {
            return TemplateText
                .Parse(text)
                .Names.Where(name => !Names.Contains(name))
                .Select(name =>
                    (
                        key,
                        $"names that are there ({string.Join(", ", Names)})",
                        $"'{{{name}}}'.{Engine.Suggestion.Hint(name, Names)}"
                    )
                )
                .ToList();
        }
        catch (FormatException e)
        {
            return [(key, "a text with placeholders such as {task}", e.Message)];
        }
    }
}
