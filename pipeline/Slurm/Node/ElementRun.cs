using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Claims;
using Sluice.Engine.Commands;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Processes;
using Sluice.Engine.Stages;
using Sluice.Engine.Working;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Node;

/// <summary>
/// An element of a job array on its node: a shard of its stage's plan. Before the time limit it puts
/// itself back into the queue with what is left; when it ends a stage it takes back elements and
/// attempts that still queue.
/// </summary>
/// <param name="run">Which run.</param>
/// <param name="stage">Which stage of it.</param>
/// <param name="array">Which array of that.</param>
/// <param name="place">Which element and task.</param>
/// <param name="registry">Built-in workers.</param>
/// <param name="limit">Minds the time limit, since this process began.</param>
/// <param name="slurm">The cluster.</param>
/// <param name="clock">The time.</param>
internal sealed class ElementRun(
    SlurmRun run,
    SlurmStage stage,
    ArrayJob array,
    ElementPlace place,
    WorkerRegistry registry,
    ElementClock limit,
    ISlurmCommands slurm,
    TimeProvider clock
)
{
    private static readonly TimeSpan s_afterGrace = TimeSpan.FromSeconds(2);

    private readonly long _began = clock.GetTimestamp();
    private readonly RunPaths _paths = new(run.Workspace, run.Id);
    private readonly ElementRequeue _requeue = new(array, place.Job, slurm, clock);

    /// <summary>Whether another element saw that nothing is left before this one began.</summary>
    public bool IsNotNeeded => File.Exists(_paths.NotNeeded(array.Label));

    private bool HasOthers => stage.Arrays.Sum(a => a.Elements) > 1 && !IsNotNeeded;

    /// <summary>Takes back all that still queues of a stage that does not run.</summary>
    public async Task RefusedAsync()
    {
        if (HasOthers && await ReleaseAsync(new StageRest(true, true)) is { } told)
            await Console.Error.WriteLineAsync(told);
    }

    /// <summary>Does the shard.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(Plan plan, StopSignal signal)
    {
        var shard = place.ShardOf(stage, array);
        var tasks = new TaskEnds(_paths, array, place, stage.Tasks, clock);
        using var log = ElementLog.Open(plan, shard);
        log.WriteLine(
            $"Shard {shard} of {stage.Name}: job {WorkerStatus.CurrentJob()} on {Environment.MachineName}, attempt {array.Attempt}, requeued {place.Restarts} times, {clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}"
        );
        if (shard.Index >= plan.Running.Count && plan.Stage.Limits.Schedule == Schedule.Static)
        {
            tasks.Note();
            return ExitCode.Done;
        }
        var grace = plan.Stage.Limits.Grace;
        limit.Grace = grace;
        var loop = LoopOf(plan, shard, log);
        var isEnded = false;
        using var late = limit.TimeUp.Register(() =>
            ProcessExit.After(
                grace + s_afterGrace,
                () =>
                    // Work that does not end when asked: what it made stays behind, and its claim says
                    // so. Where nothing else came of this life either, the next would end as this one.
                    Volatile.Read(ref isEnded)
                        ? null
                    : loop.Recorded == 0 ? ExitCode.UnitFailed
                    : RequeueAsync(log, signal.Token).GetAwaiter().GetResult()
            )
        );
        signal.FirstSignal += () =>
            ProcessExit.After(grace + s_afterGrace, () => ExitCode.Interrupted);
        var exitCode = await loop.RunAsync(signal.Token);
        Volatile.Write(ref isEnded, true);
        tasks.Note();
        if (limit.IsDraining && loop.Left > 0 && !signal.Token.IsCancellationRequested)
        {
            await tasks.WaitAsync(limit.TimeUp, grace + s_afterGrace, signal.Token);
            return await RequeueAsync(log, signal.Token);
        }
        if (loop.Left > 0 && exitCode == ExitCode.Done)
            log.WriteLine(
                $"{loop.Left.ToString("N0", CultureInfo.InvariantCulture)} units are held by others that live: left to them."
            );
        if (exitCode != ExitCode.Interrupted && loop.Left == 0 && HasOthers)
            await ReleaseAsync(plan, log);
        return exitCode;
    }

    /// <summary>Puts the element back into the queue.</summary>
    /// <returns>What to end with.</returns>
    public Task<int> RequeueAsync(TextWriter log, CancellationToken stop) =>
        _requeue.RunAsync(limit.Why, log, stop);

    private WorkerLoop LoopOf(Plan plan, Shard shard, TextWriter log) =>
        new(plan, shard, registry, log, clock)
        {
            Named = Orphans.Mark,
            Options = new WorkerOptions
            {
                Attempt = array.Attempt,
                LeavesHeld = true,
                SharesSignals = true,
                Drain = limit.Drain,
                TimeUp = limit.TimeUp,
                LifeBegan = _began,
                TimeLimit = array.TimeLimit is null ? "" : $" of {array.TimeLimit}",
                IsTimeLimit = () => limit.IsLimit,
                IsEarlierSelf = IsEarlierSelf(shard),
            },
        };

    // Slurm starts an element anew only when its life before is over.
    private Func<WorkerStatus, bool> IsEarlierSelf(Shard shard)
    {
        var job = WorkerStatus.CurrentJob();
        var begun = clock.GetUtcNow();
        return status =>
            place.Restarts > 0
            && status.Job == job
            && status.Shard == shard
            && status.Worker.Pid != Environment.ProcessId
            && status.Started < begun;
    }

    // What comes behind waits for all that still queues: siblings, and later attempts.
    private async Task ReleaseAsync(Plan plan, TextWriter log)
    {
        var rest = StageRest.Of(plan, Ledger.Open(plan.Stage.Paths.Ledger), array.Attempt);
        if (await ReleaseAsync(rest) is { } told)
            log.WriteLine(told);
    }

    private Task<string?> ReleaseAsync(StageRest rest) =>
        new StageRelease(slurm, _paths).RunAsync(StageRelease.Over(stage, array.Attempt, rest));
}
