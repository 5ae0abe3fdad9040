using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Claims;
using Sluice.Engine.Commands;
using Sluice.Engine.Files;
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
/// <param name="clock">Minds the time limit, since this process began.</param>
public sealed class ElementRun(
    SlurmRun run,
    SlurmStage stage,
    ArrayJob array,
    ElementPlace place,
    WorkerRegistry registry,
    ElementClock clock,
    ISlurmCommands slurm
)
{
    private static readonly TimeSpan s_afterGrace = TimeSpan.FromSeconds(2);

    // A controller that is away for a minute is no reason to stay out of its queue.
    private static readonly TimeSpan s_requeuePause = TimeSpan.FromSeconds(3);

    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly RunPaths _paths = new(run.Workspace, run.Id);

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
        using var log = LogOf(plan, shard);
        log.WriteLine(
            $"Shard {shard} of {stage.Name}: job {WorkerStatus.CurrentJob()} on {Environment.MachineName}, attempt {array.Attempt}, requeued {place.Restarts} times, {DateTime.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'}"
        );
        if (shard.Index >= plan.Running.Count && plan.Stage.Limits.Schedule == Schedule.Static)
            return ExitCode.Done;
        var grace = plan.Stage.Limits.Grace;
        clock.Grace = grace;
        var loop = new WorkerLoop(plan, shard, registry, log, TimeProvider.System)
        {
            Named = Orphans.Mark,
            Options = new WorkerOptions
            {
                Attempt = array.Attempt,
                LeavesHeld = true,
                SharesSignals = true,
                Drain = clock.Drain,
                TimeUp = clock.TimeUp,
                LifeBegan = _began,
                TimeLimit = array.TimeLimit is null ? "" : $" of {array.TimeLimit}",
                IsTimeLimit = () => clock.IsLimit,
                IsEarlierSelf = IsEarlierSelf(shard),
            },
        };
        var isEnded = false;
        using var late = clock.TimeUp.Register(() =>
            After(
                grace + s_afterGrace,
                () =>
                {
                    // Work that does not end when asked: what it made stays behind, and its claim says
                    // so. Where nothing else came of this life either, the next would end as this one.
                    if (!Volatile.Read(ref isEnded))
                        Environment.Exit(
                            loop.Recorded == 0
                                ? ExitCode.UnitFailed
                                : RequeueAsync(log, signal.Token).GetAwaiter().GetResult()
                        );
                }
            )
        );
        signal.FirstSignal += () =>
            After(grace + s_afterGrace, () => Environment.Exit(ExitCode.Interrupted));
        var exitCode = await loop.RunAsync(signal.Token);
        Volatile.Write(ref isEnded, true);
        if (clock.IsDraining && loop.Left > 0 && !signal.Token.IsCancellationRequested)
        {
            await OtherTasksAsync(grace, signal.Token);
            return await RequeueAsync(log, signal.Token);
        }
        if (stage.Tasks > 1)
            File.WriteAllText(_paths.TaskEnded(array.Label, place, place.Task), "");
        if (loop.Left > 0 && exitCode == ExitCode.Done)
            log.WriteLine(
                $"{loop.Left.ToString("N0", CultureInfo.InvariantCulture)} units are held by others that live: left to them."
            );
        if (exitCode != ExitCode.Interrupted && loop.Left == 0 && HasOthers)
            await ReleaseAsync(plan, log);
        return exitCode;
    }

    // Slurm starts an element anew only when its life before is over.
    private Func<WorkerStatus, bool> IsEarlierSelf(Shard shard)
    {
        var job = WorkerStatus.CurrentJob();
        var begun = DateTimeOffset.UtcNow;
        return status =>
            place.Restarts > 0
            && status.Job == job
            && status.Shard == shard
            && status.Worker.Pid != Environment.ProcessId
            && status.Started < begun;
    }

    private static TextWriter LogOf(Plan plan, Shard shard)
    {
        var file = ShardLog.PathOf(plan.Stage, shard);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return TextWriter.Synchronized(
                new LossyWriter(
                    new StreamWriter(
                        new FileStream(
                            file,
                            FileMode.Append,
                            FileAccess.Write,
                            FileShare.ReadWrite | FileShare.Delete
                        )
                    )
                    {
                        AutoFlush = true,
                    }
                )
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{file}: {e.Message}; the log goes to the job's output");
            return TextWriter.Synchronized(Console.Out);
        }
    }

    /// <summary>Puts the element back into the queue, under its id.</summary>
    /// <returns>What to end with.</returns>
    public async Task<int> RequeueAsync(TextWriter log, CancellationToken stop)
    {
        log.WriteLine($"{clock.Why}: back into the queue with what is left.");
        // Until it is done, or this life is over.
        for (var said = ""; !stop.IsCancellationRequested; await Pause(stop))
            try
            {
                if (await IsAnothersAsync())
                {
                    log.WriteLine(
                        $"Slurm has given {place.Job} to another job: what is left waits for other elements, for the next attempt or the next run"
                    );
                    break;
                }
                var answer = await slurm.RunAsync("scontrol", ["requeue", place.Job]);
                if (answer.IsDone)
                    break;
                if (said != answer.Said)
                    log.WriteLine($"scontrol requeue {place.Job}: {answer.Said}; trying again");
                said = answer.Said;
            }
            catch (UserError e)
            {
                log.WriteLine(
                    $"{e.Message}; what is left waits for other elements, for the next attempt or the next run"
                );
                break;
            }
        return ExitCode.Interrupted;
    }

    // A controller that lost its state begins with its ids again, and knows nothing of this life.
    private async Task<bool> IsAnothersAsync()
    {
        var answer = await slurm.RunAsync("scontrol", ["--oneliner", "show", "job", place.Job]);
        return answer.IsDone
            && ScontrolOutput.NameOf(answer.Out) is { } name
            && name != array.JobName;
    }

    // A requeue ends all tasks of an element: those that still work have until their time is up.
    private async Task OtherTasksAsync(TimeSpan grace, CancellationToken stop)
    {
        if (stage.Tasks == 1)
            return;
        File.WriteAllText(_paths.TaskEnded(array.Label, place, place.Task), "");
        var isUp = 0L;
        while (
            !stop.IsCancellationRequested
            && Enumerable
                .Range(0, stage.Tasks)
                .Any(task => !File.Exists(_paths.TaskEnded(array.Label, place, task)))
        )
        {
            if (clock.TimeUp.IsCancellationRequested && isUp == 0)
                isUp = TimeProvider.System.GetTimestamp();
            if (isUp != 0 && TimeProvider.System.GetElapsedTime(isUp) > grace + s_afterGrace)
                return;
            await Task.Delay(500, CancellationToken.None);
        }
    }

    private static Task Pause(CancellationToken stop) =>
        Task.Delay(s_requeuePause, stop).ContinueWith(_ => { }, TaskScheduler.Default);

    // What comes behind waits for all that still queues: siblings, and later attempts.
    private async Task ReleaseAsync(Plan plan, TextWriter log)
    {
        var rest = StageRest.Of(plan, Ledger.Open(plan.Stage.Paths.Ledger), array.Attempt);
        if (await ReleaseAsync(rest) is { } told)
            log.WriteLine(told);
    }

    private Task<string?> ReleaseAsync(StageRest rest) =>
        new StageRelease(slurm, _paths).RunAsync(StageRelease.Over(stage, array.Attempt, rest));

    private static void After(TimeSpan wait, Action act) =>
        new Thread(() =>
        {
            Thread.Sleep(wait);
            act();
        })
        {
            IsBackground = true,
        }.Start();
}
