using Sluice.Engine;

namespace Sluice.Monitor;

/// <summary>Jobs that do shards elsewhere, as lines of a status. Pure.</summary>
internal static class ShardJobText
{
    /// <summary>
    /// Lines of jobs whose shards have no worker to show: neighbours that are alike share one.
    /// </summary>
    public static IEnumerable<string> Lines(IReadOnlyList<ShardJob> jobs)
    {
        for (var i = 0; i < jobs.Count; )
        {
            var first = jobs[i];
            var count = 1;
            while (i + count < jobs.Count && Follows(first, jobs[i + count], count))
                count++;
            var last = jobs[i + count - 1];
            var shards = first.Shards[0].Index;
            var to = last.Shards[^1].Index;
            var of = first.Shards[0].Count;
            var job =
                count == 1
                    ? first.Id
                    : $"{first.Place.Job}_[{first.Place.Index}-{last.Place.Index}]";
            var remedy = (first.Remedy ?? first.Said) is { } more ? $": {ShownText.Of(more)}" : "";
            yield return $"  {(shards == to ? $"shard {shards}/{of}" : $"shards {shards}–{to}/{of}"), -18} job {job} {first.Text}{remedy}";
            i += count;
        }
    }

    private static bool Follows(ShardJob first, ShardJob next, int by) =>
        next.Place == (first.Place.Job, first.Place.Index + by)
        && next.Attempt == first.Attempt
        && next.Text == first.Text
        && next.Said == first.Said;
}
