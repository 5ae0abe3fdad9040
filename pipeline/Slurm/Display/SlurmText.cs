using System.Text.Json;
using Sluice.Monitor;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;
using Sluice.Slurm.Submit;

namespace Sluice.Slurm.Display;

/// <summary>What is submitted, left, cancelled and waited for on a cluster, for people or for machines. Pure.</summary>
/// <param name="json">One JSON object a line instead of words.</param>
internal sealed class SlurmText(bool json)
{
    /// <summary>A stage whose stale units are left to jobs of older runs.</summary>
    public IEnumerable<string> Adopted(
        string stage,
        IEnumerable<(SlurmRun Run, IReadOnlyList<ElementState> Elements)> live
    ) =>
        live.Select(l =>
            json
                ? JsonReporter.Line(
                    "left",
                    stage,
                    j =>
                    {
                        j.WriteString("run", l.Run.Id);
                        WriteJobs(j, l.Elements);
                    }
                )
                : $"{stage}: left to {Jobs(l.Elements)} of run {l.Run.Id} ({ElementText.Counts(l.Elements)})"
        );

    /// <summary>A script as it would be submitted.</summary>
    public IEnumerable<string> Script(SlurmRun run, ArrayJob array, string script)
    {
        var command = string.Join(
            ' ',
            Submission
                .Arguments(
                    $"{array.Label}.sh",
                    [.. array.After.Select(label => $"<job of {label}>"), .. array.AfterJobs]
                )
                .Prepend("sbatch")
        );
        if (json)
        {
            yield return JsonReporter.Line(
                "script",
                run.Arrays.First(a => a.Array.Label == array.Label).Stage.Name,
                j =>
                {
                    j.WriteString("run", run.Id);
                    j.WriteString("array", array.Label);
                    j.WriteString("command", command);
                    j.WriteString("script", script);
                }
            );
            yield break;
        }
        yield return $"--- {command}";
        foreach (var line in script.TrimEnd('\n').Split('\n'))
            yield return line;
    }

    /// <summary>An array that Slurm has taken.</summary>
    public IEnumerable<string> Submitted(SlurmRun run, SlurmStage stage, ArrayJob array) =>
        [
            json
                ? JsonReporter.Line(
                    "submitted",
                    stage.Name,
                    j =>
                    {
                        j.WriteString("run", run.Id);
                        j.WriteString("array", array.Label);
                        j.WriteString("job", array.Job);
                        j.WriteNumber("elements", array.Elements);
                        j.WriteNumber("attempt", array.Attempt);
                    }
                )
            : array.Attempt > 1
                ? $"{stage.Name}: job {array.Job}, attempt {array.Attempt} for what fails or dies in the one before"
            : $"{stage.Name}: job {array.Job}, {Elements(array.Elements)}, {What(stage)}",
        ];

    /// <summary>What a submission waits for, or found out.</summary>
    public IEnumerable<string> Waiting(string line) =>
        [json ? JsonReporter.Line("waiting", "", j => j.WriteString("text", line)) : line];

    /// <summary>Jobs taken back since the rest of the graph was refused.</summary>
    public IEnumerable<string> Withdrawn(IEnumerable<string> jobs, ToolResult answer) =>
        Waiting(
            answer.IsDone
                ? $"cancelled again: {string.Join(", ", jobs)}"
                : $"these were submitted and could not be cancelled ({answer.Said}): {string.Join(", ", jobs)}; --target=Cancel does it"
        );

    /// <summary>Nobody follows any more.</summary>
    public IEnumerable<string> Detached(IEnumerable<SlurmRun> runs, string options) =>
        [
            json
                ? JsonReporter.Line(
                    "detached",
                    "",
                    j =>
                    {
                        j.WriteStartArray("runs");
                        foreach (var run in runs)
                            j.WriteStringValue(run.Id);
                        j.WriteEndArray();
                    }
                )
                : $"Detached: run {string.Join(", ", runs.Select(r => r.Id))} goes on without this process. Follow it: ./build.sh --target=Attach{options}; stop it: ./build.sh --target=Cancel{options}",
        ];

    /// <summary>A stage's jobs that wait for something that does not come by itself.</summary>
    public IEnumerable<string> Never(string stage, ElementState element) =>
        [
            json
                ? JsonReporter.Line(
                    "stuck",
                    stage,
                    j =>
                    {
                        j.WriteString("job", element.Id);
                        j.WriteString("state", element.State.State);
                        j.WriteString("reason", element.State.Reason);
                        j.WriteString("remedy", element.State.Never);
                    }
                )
                : $"{stage}: job {element.Id} will not start: {ElementText.State(element.State)}: {element.State.Never}",
        ];

    /// <summary>What Slurm printed that was not understood, or that it does not answer.</summary>
    public IEnumerable<string> Problem(string problem) =>
        [json ? JsonReporter.Line("problem", "", j => j.WriteString("text", problem)) : problem];

    /// <summary>A stage that did not run.</summary>
    public IEnumerable<string> NotRun(string stage, string why) =>
        [
            json
                ? JsonReporter.Line("not_run", stage, j => j.WriteString("text", why))
                : $"{stage}: not run: {why}",
        ];

    /// <summary>Jobs that were cancelled.</summary>
    public IEnumerable<string> Cancelled(string stage, IReadOnlyList<ElementState> elements) =>
        [
            json
                ? JsonReporter.Line("cancelled", stage, j => WriteJobs(j, elements))
                : $"{stage}: cancelled {Jobs(elements)} ({ElementText.Counts(elements)})",
        ];

    private static string What(SlurmStage stage) =>
        stage.Plan is null
            ? $"planned there after {string.Join(", ", stage.After)}"
            : PlanText.Units(stage.Units);

    private static string Elements(int count) => count == 1 ? "1 element" : $"{count:N0} elements";

    private static string Jobs(IEnumerable<ElementState> elements)
    {
        var jobs = elements.Select(e => e.Array.Job ?? e.Array.JobName).Distinct().ToList();
        return $"{(jobs.Count == 1 ? "job" : "jobs")} {string.Join(", ", jobs)}";
    }

    private static void WriteJobs(Utf8JsonWriter json, IReadOnlyList<ElementState> elements)
    {
        json.WriteStartArray("jobs");
        foreach (var job in elements.Select(e => e.Array.Job ?? e.Array.JobName).Distinct())
            json.WriteStringValue(job);
        json.WriteEndArray();
        json.WriteNumber("elements", elements.Count);
    }
}
