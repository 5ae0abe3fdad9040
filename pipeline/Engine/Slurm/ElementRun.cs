using System.Globalization;
using Sluice.Engine.Graph;
using Sluice.Engine.Running;
using Sluice.Engine.UpToDate;

namespace Sluice.Engine.Slurm;

/// <summary>
/// An element of a job array on its node: a shard of its stage's plan. Before the time limit it puts
/// itself back into the queue with what is left; when it ends a stage it cancels attempts that are
/// not needed any more.
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
    ElementClock clock
)
{
    private static readonly TimeSpan s_afterGrace = TimeSpan.FromSeconds(2);

    // A controller that is away for a minute is no reason to stay out of its queue.
    private static readonly TimeSpan s_requeuePause = TimeSpan.FromSeconds(3);

    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly SlurmTools _tools = new();
    private readonly RunPaths _paths = new(run.Workspace, run.Id);

    /// <summary>Whether another element saw that all is done before this attempt began.</summary>
    public bool IsNotNeeded => File.Exists(_paths.NotNeeded(array.Label));

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
        if (clock.IsWarned && loop.Left > 0 && !signal.Token.IsCancellationRequested)
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
        if (exitCode == ExitCode.Done && loop.Left == 0)
            await CancelLaterAttemptsAsync(plan, log);
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
        log.WriteLine("The time limit is near: back into the queue with what is left.");
        // Until it is done, or this life is over.
        for (var said = ""; !stop.IsCancellationRequested; await Pause(stop))
            try
            {
                var answer = await _tools.RunAsync("scontrol", ["requeue", place.Job]);
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

    // Later attempts wait for this one to end, and need not be given nodes to find nothing to do.
    private async Task CancelLaterAttemptsAsync(Plan plan, TextWriter log)
    {
        var later = stage.Arrays.Where(a => a.Attempt > array.Attempt).ToList();
        if (later.Count == 0)
            return;
        var ledger = Ledger.Open(plan.Stage.Paths.Ledger);
        if (!plan.Running.All(planned => planned.IsDoneSince(ledger)))
            return;
        foreach (var attempt in later)
            try
            {
                using (new FileStream(_paths.NotNeeded(attempt.Label), FileMode.CreateNew)) { }
                var answer = await _tools.RunAsync("scancel", ["--name", attempt.JobName]);
                log.WriteLine(
                    answer.IsDone
                        ? $"All is done: {attempt.Label} is not needed and was cancelled."
                        : $"scancel --name {attempt.JobName}: {answer.Said}"
                );
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or UserError)
            {
                // Another element does it; or its elements find nothing to do.
            }
    }

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
