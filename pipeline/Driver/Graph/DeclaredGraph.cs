using Sluice.Engine;
using Sluice.Engine.Planning;

namespace Sluice.Driver.Graph;

/// <summary>
/// What the stages of a run declare to read and to make, held against each other before the first
/// unit runs: no stage reads what a later one makes, and no output has makers in two stages. Pure.
/// </summary>
internal static class DeclaredGraph
{
    /// <summary>Refuses stages that cannot follow each other as they do.</summary>
    /// <param name="stages">In the order they run.</param>
    /// <param name="real">Where an absolute path leads, its directories' links followed; null for no links.</param>
    /// <exception cref="UserError">Names the file, both stages, and the cycle where there is one.</exception>
    public static void Refuse(
        IReadOnlyList<DeclaredStage> stages,
        Func<string, string>? real = null
    )
    {
        real ??= path => path;
        if (stages.Count < 2)
            return;
        // The first that reads a file is the one a later maker comes too late for.
        var readers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < stages.Count; i++)
            foreach (var input in InputsOf(stages[i]))
                readers.TryAdd(real(Path.GetFullPath(input)), i);
        // For each reader and maker the first file that ties them.
        var reads = new Dictionary<(int Reader, int Maker), string>();
        for (var i = 0; i < stages.Count; i++)
            foreach (var upstream in stages[i].Upstream)
                for (var j = 0; j < stages.Count; j++)
                    if (stages[j].Paths == upstream.Stage.Paths)
                        reads[(i, j)] = upstream.Stage.OutputRoot;
        var makers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < stages.Count; i++)
            foreach (var unit in stages[i].Units)
            foreach (var output in unit.Outputs)
            {
                var path = real(Path.GetFullPath(output, stages[i].OutputRoot));
                if (!makers.TryAdd(path, i) && makers[path] != i)
                    throw new UserError(
                        $"{stages[makers[path]].Name} and {stages[i].Name} both make {Shown(stages[i], path)}; an output has one maker: give one of them another name"
                    );
                if (readers.TryGetValue(path, out var reader))
                    reads.TryAdd((reader, i), path);
            }
        foreach (var ((reader, maker), path) in reads.OrderBy(r => r.Key))
            if (maker > reader)
                throw new UserError(
                    $"{stages[reader].Name} reads {Shown(stages[reader], path)}, which the later stage {stages[maker].Name} makes; "
                        + (
                            Way(maker, reader, reads.Keys, []) is { } way
                                ? $"they wait for each other in a circle, {string.Join(" → ", way.Prepend(reader).Select(i => stages[i].Name))}: name another file"
                                : $"name another file, or let {stages[reader].Name} depend on {stages[maker].Name}"
                        )
                );
    }

    // From a stage along what it reads, back to another.
    private static IReadOnlyList<int>? Way(
        int from,
        int to,
        IReadOnlyCollection<(int Reader, int Maker)> reads,
        HashSet<int> seen
    )
    {
        if (from == to)
            return [to];
        if (!seen.Add(from))
            return null;
        foreach (var (_, maker) in reads.Where(r => r.Reader == from))
            if (Way(maker, to, reads, seen) is { } way)
                return [from, .. way];
        return null;
    }

    private static IEnumerable<string> InputsOf(DeclaredStage stage) =>
        stage.Inputs.Concat(stage.CodeFiles).Concat(stage.Units.SelectMany(unit => unit.Inputs));

    private static string Shown(DeclaredStage stage, string path) =>
        ShownText.Of(stage.Shown(path));
}
