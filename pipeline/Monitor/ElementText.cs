using Sluice.Engine.Slurm;

namespace Sluice.Monitor;

/// <summary>Elements of job arrays in words. Pure.</summary>
public static class ElementText
{
    /// <summary>"3 running, 13 pending (Resources)", most alive first.</summary>
    public static string Counts(IEnumerable<ElementState> elements) =>
        string.Join(
            ", ",
            elements
                .GroupBy(e => State(e.State))
                .OrderBy(g =>
                    g.First().State is var s && s.IsRunning ? 0
                    : s.HasEnded ? 2
                    : 1
                )
                .ThenBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => $"{g.Count():N0} {g.Key}")
        );

    /// <summary>
    /// A state with its reason, and whose a job is that is another user's: running, PENDING (Priority),
    /// PENDING (Priority; job of user alice).
    /// </summary>
    public static string State(JobState state)
    {
        string[] notes =
        [
            state.Reason != state.State ? Engine.Graph.ShownText.Of(state.Reason) : "",
            state.User.Length > 0 && state.IsOpen ? $"job of user {state.User}" : "",
        ];
        var told = string.Join("; ", notes.Where(note => note.Length > 0));
        return told.Length > 0 ? $"{state.State} ({told})" : state.State;
    }

    /// <summary>
    /// Lines of elements whose shards have no worker to show: neighbours that are alike share one.
    /// </summary>
    public static IEnumerable<string> Lines(IReadOnlyList<ElementState> elements)
    {
        for (var i = 0; i < elements.Count; )
        {
            var first = elements[i];
            var count = 1;
            while (
                i + count < elements.Count
                && elements[i + count] is var next
                && next.Array == first.Array
                && next.Element == first.Element + count
                && State(next.State) == State(first.State)
                && next.Said == first.Said
            )
                count++;
            var last = elements[i + count - 1];
            var shards = first.Stage.ShardsOf(first.Array, first.Element).First().Index;
            var to = last.Stage.ShardsOf(last.Array, last.Element).Last().Index;
            var of = first.Stage.Shards;
            var job =
                count == 1
                    ? first.Id
                    : $"{first.Array.Job ?? first.Array.JobName}_[{first.Element}-{last.Element}]";
            var remedy = (first.State.Never ?? first.Said) is { } more
                ? $": {Engine.Graph.ShownText.Of(more)}"
                : "";
            yield return $"  {(shards == to ? $"shard {shards}/{of}" : $"shards {shards}–{to}/{of}"), -18} job {job} {State(first.State)}{remedy}";
            i += count;
        }
    }
}
