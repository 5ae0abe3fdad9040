using System.Text;
using Sluice.Workers.Json;

namespace Sluice.Workers.Evaluation;

/// <summary>
/// The score in a result of MTEB, in every form that it has had: <c>{scores: {test: [{main_score}]}}</c>;
/// MTEB 2's <c>{task_results: […]}</c> and lists of results, as its functions return them; and as in
/// 2022 <c>{test: {main_score}}</c>, <c>{test: {en: {main_score}}}</c>, also below the task's name. JSON as
/// Python writes it, with NaN and Infinity. Pure.
/// </summary>
internal static class MtebResult
{
    private const int MostNested = 8;

    private static readonly byte[][] s_splits =
    [
        "test"u8.ToArray(),
        "validation"u8.ToArray(),
        "dev"u8.ToArray(),
    ];

    /// <summary>
    /// The main score of test, else of validation, else of dev; of the first other split that has one
    /// where these have none. The mean where a split has several parts, of those that have a score.
    /// </summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="task">Of the results of several tasks, this one's counts.</param>
    public static MtebScore Score(ReadOnlySpan<byte> file, string task)
    {
        var text = JsonBytes.Utf8(file);
        if (text.Trim(" \t\r\n\0"u8).IsEmpty)
            return MtebScore.None("it is empty");
        var tape = new JsonTape();
        try
        {
            tape.Read(text, 0);
        }
        catch (JsonFault fault)
        {
            return MtebScore.None($"it is torn: {fault.Message} at byte {fault.At}");
        }
        return Of(new JsonView(text, tape), 0, Encoding.UTF8.GetBytes(task), 0);
    }

    private static MtebScore Of(in JsonView view, int node, ReadOnlySpan<byte> task, int depth)
    {
        if (depth > MostNested)
            return MtebScore.Missing;
        if (view.Nodes[node].Kind == JsonKind.Array)
            return OfResults(view, node, task, depth);
        if (view.Nodes[node].Kind != JsonKind.Object)
            return MtebScore.Missing;
        if (view.Member(node, "task_results"u8) is > 0 and var results)
            return Of(view, results, task, depth + 1);
        var score =
            view.Member(node, "scores"u8) is > 0 and var scores ? OfSplits(view, scores)
            : view.Member(node, task) is > 0 and var own ? Of(view, own, task, depth + 1)
            : OfSplits(view, node);
        return score.Or(Main(view, node));
    }

    // The task's own before those that do not say whose they are.
    private static MtebScore OfResults(
        in JsonView view,
        int node,
        ReadOnlySpan<byte> task,
        int depth
    )
    {
        var (own, unnamed) = (MtebScore.None(""), MtebScore.Missing);
        var others = new List<string>();
        for (var i = node + 1; i < view.Nodes[node].Next; i = view.Nodes[i].Next)
        {
            var name = view.Nodes[i].Kind == JsonKind.Object ? view.Member(i, "task_name"u8) : 0;
            if (name == 0 || view.Nodes[name].Kind != JsonKind.String)
                unnamed = unnamed.Or(Of(view, i, task, depth + 1));
            else if (Encoding.UTF8.GetBytes(view.Text(name)).AsSpan().SequenceEqual(task))
                own =
                    own.Why.Length == 0 && own.Kind == MtebScoreKind.None
                        ? Of(view, i, task, depth + 1)
                        : own.Or(Of(view, i, task, depth + 1));
            else
                others.Add(view.Text(name));
        }
        return own.Why.Length > 0 || own.Kind > MtebScoreKind.None ? own
            : unnamed.Kind > MtebScoreKind.None || others.Count == 0 ? unnamed
            : MtebScore.None($"it is of other tasks: {string.Join(", ", others.Take(3))}");
    }

    private static MtebScore OfSplits(in JsonView view, int node)
    {
        if (view.Nodes[node].Kind == JsonKind.Array)
            return OfPart(view, node);
        if (view.Nodes[node].Kind != JsonKind.Object)
            return MtebScore.Missing;
        var said = MtebScore.Missing;
        foreach (var split in s_splits)
            if (view.Member(node, split) is > 0 and var part)
            {
                said = said.Or(OfPart(view, part));
                // NaN is what test came to: what validation came to does not stand for it.
                if (said.Kind >= MtebScoreKind.NotFinite)
                    return said;
            }
        if (said.Kind > MtebScoreKind.None)
            return said;
        for (var i = node + 1; i < view.Nodes[node].Next; i = view.Nodes[i + 1].Next)
        {
            said = said.Or(OfPart(view, i + 1));
            if (said.Kind >= MtebScoreKind.NotFinite)
                return said;
        }
        return said;
    }

    // A split: a list of parts, a part, or parts by language.
    private static MtebScore OfPart(in JsonView view, int node)
    {
        var kind = view.Nodes[node].Kind;
        if (kind is not (JsonKind.Array or JsonKind.Object))
            return MtebScore.Missing;
        if (kind == JsonKind.Object && view.Member(node, "main_score"u8) > 0)
            return Main(view, node);
        var (sum, count) = (0.0, 0);
        var without = MtebScore.Missing;
        var step = kind == JsonKind.Object ? 1 : 0;
        for (var i = node + 1; i < view.Nodes[node].Next; i = view.Nodes[i + step].Next)
        {
            if (view.Nodes[i + step].Kind != JsonKind.Object)
                continue;
            var part = Main(view, i + step);
            if (part.Number is { } score)
                (sum, count) = (sum + score, count + 1);
            else
                without = without.Or(part);
        }
        return without.Kind == MtebScoreKind.NotFinite || count == 0
            ? without
            : MtebScore.Of(sum / count);
    }

    private static MtebScore Main(in JsonView view, int node)
    {
        var score = view.Member(node, "main_score"u8);
        if (score == 0)
            return MtebScore.Missing;
        var raw = view.Raw(score);
        switch (view.Nodes[score].Kind)
        {
            case JsonKind.Number when double.IsFinite(PythonNumber.Float(raw)):
                return MtebScore.Of(PythonNumber.Float(raw));
            case JsonKind.Number:
                return new(
                    MtebScoreKind.NotFinite,
                    0,
                    $"its main_score is {PythonNumber.Repr(PythonNumber.Float(raw))}"
                );
            case JsonKind.Literal when raw[0] == 'n':
                return new(MtebScoreKind.Null, 0, "its main_score is null");
            default:
                return MtebScore.None("its main_score is no number");
        }
    }
}
