using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Workers.Embedding.Layers;
using Sluice.Workers.Sweep;
using Sluice.Workers.Training.Network;

namespace Sluice.Workers.Evaluation.Adoption;

/// <summary>Section <c>evaluate</c> for a grid that was found in a run directory, as YAML. Pure.</summary>
/// <param name="settings">As configured: what the grid does not say stays.</param>
/// <param name="root">Where runs lie, as people write it.</param>
internal sealed partial class GridProposal(EvaluateSettings settings, string root)
{
    // Of programs that evaluate the one whose options are known.
    private const string Mteb =
        "python3 -m mteb run -m {model_id} --model_revision {revision} -t {task} --output_folder {results}";

    /// <summary>The section.</summary>
    /// <param name="cells">What it is to describe: of the family that has most of them.</param>
    /// <param name="modelId">What a model is published as, by its size; null where that is not known.</param>
    public IEnumerable<string> Lines(
        IReadOnlyList<(string Family, Cell Cell)> cells,
        Func<string, string?> modelId
    )
    {
        var families = cells
            .GroupBy(c => c.Family)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .ToList();
        var grid = families[0].Select(c => c.Cell).ToList();
        yield return "evaluate:";
        yield return $"  root: {Scalar(root)}";
        yield return $"  family: {Scalar(families[0].Key)}";
        yield return "  models:";
        foreach (var model in grid.GroupBy(c => c.Size).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            yield return $"    {Scalar(model.Key)}:";
            if (modelId(model.Key) is { } id)
                yield return $"      model_id: {Scalar(id)}";
            yield return $"      checkpoints: {Names(model.Select(c => c.Revision), "pythia", Grid.Pythia)}";
            yield return $"      layers: {Layers([.. model.Select(c => c.Layer).Distinct().Order()])}";
        }
        yield return $"  tasks: {Names(grid.Select(c => c.Task), "mteb", Grid.Mteb)}";
        if (settings.Command is not null)
        {
            yield return $"  command: {List(SweepCommand.Words(settings.Command))}";
            if (settings.Environment.Count > 0)
                yield return $"  environment: {{{string.Join(", ", settings.Environment.Select(e => $"{Scalar(e.Key)}: {Quoted(e.Value)}"))}}}";
            if (settings.Code.Count > 0)
                yield return $"  code: {List(settings.Code)}";
        }
        else if (grid.Exists(c => c.Size is not (GlossModel.ModelName or UseLite.ModelName)))
            yield return $"  command: {Mteb}   # or your own program, which can be told {{layer}} too";
        foreach (var other in families.Skip(1))
            yield return $"  # besides, of family {other.Key}: {other.Count():N0} cells, which are a section of their own";
    }

    private static string Names(
        IEnumerable<string> names,
        string wholeName,
        IReadOnlyList<string> whole
    )
    {
        var all = names.Distinct().ToList();
        return all.Count == whole.Count && all.TrueForAll(whole.Contains)
            ? $"[{wholeName}]"
            : $"[{string.Join(", ", all.OrderBy(Natural, StringComparer.Ordinal).Select(Scalar))}]";
    }

    // step2 before step10.
    private static string Natural(string name) =>
        Digits().Replace(name, match => match.Value.PadLeft(20, '0'));

    private static string Layers(List<int> layers) =>
        layers.Count > 1 && layers[^1] - layers[0] == layers.Count - 1
            ? $"{layers[0]}..{layers[^1]}"
            : $"[{string.Join(", ", layers)}]";

    private static string List(IEnumerable<string> words) =>
        $"[{string.Join(", ", words.Select(Quoted))}]";

    private static string Scalar(string text) =>
        Plain().IsMatch(text) && text is not ("null" or "Null" or "NULL") ? text : Quoted(text);

    // JSON's strings are YAML's.
    private static string Quoted(string text) =>
        $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    [GeneratedRegex(@"^[A-Za-z0-9_./][A-Za-z0-9_./+-]*$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
