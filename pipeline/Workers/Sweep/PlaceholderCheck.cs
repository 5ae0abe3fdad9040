using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Workers.Axes;

namespace Sluice.Workers.Sweep;

/// <summary>Finds placeholders and conditions that ask after what a stage has not got. Pure.</summary>
/// <param name="stage">The stage.</param>
/// <param name="names">Its axes and values; null when a table's header brings names, which only a look at it tells.</param>
/// <param name="problems">What is wrong is added.</param>
internal sealed class PlaceholderCheck(
    SweepStageSettings stage,
    IReadOnlyList<string>? names,
    List<(string Key, string Expected, string Found)> problems
)
{
    private readonly bool _hasInputs =
        stage.Inputs.Count + stage.InputsFrom.Count > 0
        || Matrix
            .Items(stage.Include)
            .Append(stage.Matrix)
            .OfType<MapNode>()
            .SelectMany(map => map.Entries)
            .Any(entry => AxisForm.IsGlob(entry.Value));

    /// <summary>A text of a combination.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="text">As configured.</param>
    /// <param name="own">Which of the engine's placeholders it may hold.</param>
    public void Text(string key, string text, IReadOnlyList<string> own) =>
        Check(key, text, names, own);

    /// <summary>A text that is the same for all combinations.</summary>
    public void Fixed(string key, string text, IReadOnlyList<string> own) =>
        Check(key, text, [], own);

    /// <summary>A condition, or a list of them.</summary>
    public void Conditions(string key, ConfigNode? node)
    {
        try
        {
            foreach (var name in Condition.ReadAll(node).SelectMany(c => c.Names))
                if (names is not null && !SweepNames.IsOf(name, names))
                    Unknown(key, name, name, names);
        }
        catch (FormatException e)
        {
            problems.Add((key, "a map of names to values, {x: 1}", e.Message));
        }
    }

    private void Check(
        string key,
        string text,
        IReadOnlyList<string>? known,
        IReadOnlyList<string> own
    )
    {
        try
        {
            foreach (var name in TemplateText.Parse(text).Names)
                if (SweepNames.IsOwn(name, own))
                    File(key, text, name);
                else if (known is not null && !SweepNames.IsOf(name, known))
                    Unknown(key, name, $"{{{name}}}", [.. known, .. own]);
        }
        catch (FormatException e)
        {
            problems.Add((key, "a text with placeholders such as {x}", e.Message));
        }
    }

    // Inputs and outputs that a unit has not got.
    private void File(string key, string text, string name)
    {
        var numbered = SweepNames.NumberedOf(name);
        if (numbered is ("output", var index) && index >= Math.Max(1, stage.Outputs.Count))
            problems.Add(
                (
                    key,
                    $"outputs that are there, the last is {{output.{Math.Max(1, stage.Outputs.Count) - 1}}}",
                    $"'{{{name}}}'"
                )
            );
        else if ((numbered?.Of ?? name) is "input" or "inputs" && !_hasInputs)
            problems.Add((key, "a stage with inputs, inputs_from or a glob", $"'{{{name}}}'"));
        else if (name is "inputs" or "outputs" && text != $"{{{name}}}")
            problems.Add(
                (key, $"{{{name}}} as a word of its own, which becomes one for each", $"'{text}'")
            );
    }

    private void Unknown(string key, string name, string shown, IReadOnlyList<string> there) =>
        problems.Add(
            (
                key,
                there.Count > 0 ? $"names that are there ({string.Join(", ", there)})" : "no names",
                $"'{shown}'.{Suggestion.Hint(name, there)}"
            )
        );
}
