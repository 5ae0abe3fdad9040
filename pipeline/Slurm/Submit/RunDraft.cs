using Sluice.Engine;
using Sluice.Engine.Jobs;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Submit;

/// <summary>Turns taken stages into a run: widths under the cluster's limits, arrays, what waits for what. Pure.</summary>
/// <param name="taken">In the order of the graph.</param>
/// <param name="settings">Section slurm.</param>
/// <param name="shards">Wanted for a stage.</param>
/// <param name="limits">The cluster's.</param>
/// <param name="ownJobs">Elements that the user has queued or running already.</param>
internal sealed class RunDraft(
    IReadOnlyList<TakenStage> taken,
    SlurmSettings settings,
    int shards,
    ClusterLimits limits,
    int ownJobs
)
{
    /// <summary>The run's stages.</summary>
    /// <param name="id">The run's id.</param>
    /// <exception cref="UserError">The cluster takes not even one element of each, or would never start it.</exception>
    public IReadOnlyList<SlurmStage> Stages(string id)
    {
        var own = taken.Where(stage => !stage.IsAdopted).ToList();
        foreach (var stage in own)
            if (limits.Never.TryGetValue(stage.Name, out var why))
                throw new UserError($"{stage.Name}: {why}", ExitCode.Refused);
        var widths = Widths(own);
        var stages = new List<SlurmStage>();
        foreach (var stage in taken)
            stages.Add(Stage(stage, stage.IsAdopted ? 0 : widths[own.IndexOf(stage)], id, stages));
        return Bounded(stages);
    }

    // Each limit lowers the widest of the stages that it counts until they fit; none widens them again.
    private int[] Widths(List<TakenStage> own)
    {
        int[] widths = [.. own.Select(Wanted)];
        var all = new SubmitLimit(limits.MaxJobsFrom, limits.MaxJobs);
        foreach (var limit in limits.Submits.Prepend(all))
        {
            List<int> of =
            [
                .. Enumerable
                    .Range(0, own.Count)
                    .Where(i => limit.Stages?.Contains(own[i].Name) ?? true),
            ];
            var fit =
                ArrayPacking.Fit(
                    [.. of.Select(i => (widths[i], AttemptsOf(own[i])))],
                    limit.Most - (limit.Used ?? ownJobs)
                ) ?? throw NoRoom(limit, [.. of.Select(i => own[i])]);
            for (var i = 0; i < of.Count; i++)
                widths[of[i]] = fit[i];
        }
        return widths;
    }

    private UserError NoRoom(SubmitLimit limit, List<TakenStage> stages)
    {
        var least = stages.Sum(AttemptsOf);
        var takes =
            $"the cluster takes {Jobs(limit.Most)} {(SubmitLimits.IsShared(limit) ? "of you and others" : "of yours")} at once ({limit.Name})";
        var these = stages.Count == 1 ? "1 stage" : $"{stages.Count:N0} stages";
        if (least <= limit.Most)
            return new UserError(
                $"{takes}, of which {limit.Used ?? ownJobs:N0} are queued: no room for {these}; wait, or cancel some",
                ExitCode.Refused
            );
        List<string> remedies =
        [
            .. stages.Count > 1 && limit.Most > 0
                ? ["submit one after the other (--target)"]
                : Array.Empty<string>(),
            .. stages.Any(s => AttemptsOf(s) > 1) && limit.Most > 0
                ? ["lower slurm.attempts"]
                : Array.Empty<string>(),
            "name another account, qos or partition in the profile",
        ];
        return new UserError(
            $"{takes}: never room for {these}, since {(stages.Count == 1 ? "it needs" : "they need")} {least:N0} queued at once even at --shards 1; {string.Join(", or ", remedies)}",
            ExitCode.Refused
        );
    }

    private static string Jobs(long count) =>
        count switch
        {
            0 => "no job",
            1 => "1 job",
            _ => $"{count:N0} jobs",
        };

    private int TasksOf(TakenStage stage) => settings.For(stage.Name).Tasks ?? 1;

    private int AttemptsOf(TakenStage stage) => settings.For(stage.Name).Attempts ?? 1;

    private int Wanted(TakenStage stage)
    {
        // How many units there will be is not known where they follow from what jobs make.
        var units =
            stage.IsLate && stage.Plan.Declared is { UnitsFollow: true }
                ? shards
                : Math.Max(1, stage.IsLate ? stage.Plan.Units.Count : stage.Plan.Running.Count);
        var tasks = TasksOf(stage);
        return (Math.Min(shards, units) + tasks - 1) / tasks;
    }

    private SlurmStage Stage(
        TakenStage stage,
        int elements,
        string id,
        IReadOnlyList<SlurmStage> before
    )
    {
        var after = stage.After.Select(s => s.Name).ToList();
        var tasks = TasksOf(stage);
        var made = new SlurmStage
        {
            Name = stage.Name,
            OutputRoot = stage.Plan.Stage.OutputRoot,
            After = after,
            Plan = stage.IsLate || stage.IsAdopted ? null : stage.Plan.File,
            Units = stage.IsLate ? stage.Plan.Units.Count : stage.Plan.Running.Count,
            Shards = elements * tasks,
            Tasks = tasks,
            Only = stage.Only,
            Force = stage.Force,
            Adopted = [.. stage.Live.Select(live => live.Run.Id)],
            Arrays =
            [
                .. Enumerable
                    .Range(1, elements == 0 ? 0 : AttemptsOf(stage))
                    .SelectMany(attempt => Arrays(stage, elements, attempt, id)),
            ],
        };
        return made with
        {
            Arrays = [.. made.Arrays.Select(array => Waiting(array, made, stage, before))],
        };
    }

    private IEnumerable<ArrayJob> Arrays(TakenStage stage, int elements, int attempt, string id)
    {
        var job = settings.For(stage.Name).ForAttempt(attempt);
        var stretches = ArrayPacking.Arrays(elements, limits.MaxArraySize).ToList();
        for (var i = 0; i < stretches.Count; i++)
        {
            var label = $"{stage.Name}-{attempt}{(stretches.Count > 1 ? $"-{i + 1}" : "")}";
            yield return new ArrayJob
            {
                Label = label,
                JobName = ArrayJob.NameOf(label, id),
                Attempt = attempt,
                Offset = stretches[i].Offset,
                Elements = stretches[i].Elements,
                Throttle = job.Throttle is { } throttle
                    ? Math.Max(1, throttle / stretches.Count)
                    : 0,
                Lead = (int)SbatchScript.LeadOf(job).TotalSeconds,
                TimeLimit = job.Time is null
                    ? null
                    : SlurmTime.Format(SlurmTime.Parse(job.Time)!.Value),
            };
        }
    }

    // For the attempt before; the first for all that its stage follows, in this run and in older ones.
    private static ArrayJob Waiting(
        ArrayJob array,
        SlurmStage made,
        TakenStage stage,
        IReadOnlyList<SlurmStage> before
    ) =>
        array.Attempt > 1
            ? array with
            {
                After =
                [
                    .. made.Arrays.Where(a => a.Attempt == array.Attempt - 1).Select(a => a.Label),
                ],
            }
            : array with
            {
                After =
                [
                    .. before
                        .Where(s => made.After.Contains(s.Name))
                        .SelectMany(s => s.Arrays.Where(a => a.Attempt == s.Arrays[^1].Attempt))
                        .Select(a => a.Label),
                ],
                AfterJobs =
                [
                    .. stage
                        .After.SelectMany(s => s.Live)
                        .SelectMany(live => live.Elements)
                        .Select(element => element.Array.Job)
                        .OfType<string>()
                        .Distinct(),
                ],
            };

    private IReadOnlyList<SlurmStage> Bounded(IReadOnlyList<SlurmStage> stages)
    {
        if (settings.MaxRunning == 0)
            return stages;
        var arrays = stages.SelectMany(s => s.Arrays).ToList();
        var widest = RunThrottle.Widest(RunThrottle.Before(arrays));
        if (RunThrottle.MustQueue(settings.MaxRunning, widest))
        {
            // One array after the other.
            arrays =
            [
                .. arrays.Select(
                    (array, i) =>
                        i == 0
                            ? array
                            : array with
                            {
                                After = [.. array.After.Append(arrays[i - 1].Label).Distinct()],
                            }
                ),
            ];
            widest = 1;
        }
        var share = RunThrottle.Share(settings.MaxRunning, widest);
        var bounded = arrays.ToDictionary(
            array => array.Label,
            array =>
                array with
                {
                    Throttle = array.Throttle == 0 ? share : Math.Min(array.Throttle, share),
                }
        );
        return
        [
            .. stages.Select(stage =>
                stage with
                {
                    Arrays = [.. stage.Arrays.Select(array => bounded[array.Label])],
                }
            ),
        ];
    }
}
