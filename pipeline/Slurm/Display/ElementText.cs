using Sluice.Engine;
using Sluice.Monitor;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Display;

/// <summary>Elements of job arrays in words. Pure.</summary>
internal static class ElementText
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
            state.Reason != state.State ? ShownText.Of(state.Reason) : "",
            state.User.Length > 0 && state.IsOpen ? $"job of user {state.User}" : "",
        ];
        var told = string.Join("; ", notes.Where(note => note.Length > 0));
        return told.Length > 0 ? $"{state.State} ({told})" : state.State;
    }

    /// <summary>An element as those see it who know nothing of Slurm.</summary>
    public static ShardJob Shown(ElementState element) =>
        new(
            element.Id,
            [.. element.Stage.ShardsOf(element.Array, element.Element)],
            element.State.State,
            State(element.State)
        )
        {
            Place = (element.Array.Job ?? element.Array.JobName, element.Element),
            Attempt = element.Array.Attempt,
            // One that was suspended holds its node and does nothing.
            IsRunning = element.State is { IsRunning: true, IsWaiting: false },
            IsDone = element.State.State == "COMPLETED",
            Reason = element.State.Reason,
            Node = element.State.Node,
            User = element.State.User,
            Remedy = element.State.Never,
            Said = element.Said,
        };
}
