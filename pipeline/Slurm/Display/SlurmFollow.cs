using Sluice.Driver;
using Sluice.Driver.Executing;
using Sluice.Engine;
using Sluice.Engine.Stages;
using Sluice.Monitor;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Display;

/// <summary>
/// Follows runs to their end: one squeue call an interval, more seldom while nothing changes or Slurm
/// does not answer. Ctrl-C ends the following, not the run.
/// </summary>
internal sealed class SlurmFollow(Pipeline pipeline, ISlurmCommands tools, SlurmText text)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    // Slurm gives some reasons for a moment to jobs that then start.
    private static readonly TimeSpan s_passing = TimeSpan.FromSeconds(8);

    private readonly SlurmQueue _queue = new(tools, clock: pipeline.Clock);
    private readonly IdleStages _idle = new(tools, pipeline.Clock);
    private readonly SlurmDisplay _display = new(
        pipeline.Output,
        Terminal.IsInteractive,
        pipeline.Options.Json,
        pipeline.Options.Quiet,
        pipeline.Clock
    );
    private readonly HashSet<string> _told = [];
    private readonly Dictionary<string, long> _since = [];
    private readonly List<(string Stage, StageEnd End)> _ends = [];

    /// <summary>Follows.</summary>
    /// <param name="runs">The newest first; a stage's end is told once its jobs in all of them have ended.</param>
    /// <exception cref="StageFailure">A stage did not end well.</exception>
    /// <exception cref="UserError">One was not run, or will never start.</exception>
    /// <exception cref="Detached">The user went away.</exception>
    public async Task RunAsync(IReadOnlyList<SlurmRun> runs)
    {
        long? stuck = null;
        var failures = 0;
        var started = pipeline.Clock.GetTimestamp();
        while (true)
        {
            var look = await LookAsync(runs);
            var wait = look.Error is null
                ? WaitOf(started)
                : s_shortest * Math.Pow(2, Math.Min(++failures, 10));
            Tell(look.Problems);
            if (look.Error is not null)
                Tell([$"{look.Error}; the jobs go on, trying again"]);
            else
            {
                failures = 0;
                if (Ended(runs, look))
                    break;
                KeepOutputs(runs, look);
                if (await _idle.ReleaseAsync(runs, look) is { Count: > 0 } released)
                {
                    _display.Clear();
                    foreach (var line in released.Where(_told.Add))
                        pipeline.Printer.Tell(text.Waiting(line));
                    // Else what was held a moment ago would be told as waited for.
                    continue;
                }
                stuck = IsStuck(runs, look) ? stuck ?? pipeline.Clock.GetTimestamp() : null;
                if (stuck is { } since && pipeline.Clock.GetElapsedTime(since) >= s_passing)
                    throw Stuck(runs, look);
                _display.Show(Open(runs, look));
            }
            await Delay(wait < s_longest ? wait : s_longest, runs);
        }
        _display.Clear();
        var bad = _ends.FirstOrDefault(e => e.End.ExitCode != ExitCode.Done);
        if (bad.End is { Outcome: { } outcome })
            throw new StageFailure(outcome);
        if (bad.End is not null)
            throw new UserError($"{bad.Stage}: not run: {bad.End.WhyNot}", bad.End.ExitCode);
    }

    // What is amiss for a moment, a file system too, does not end the following.
    private async Task<SlurmLook> LookAsync(IReadOnlyList<SlurmRun> runs)
    {
        try
        {
            return await _queue.LookAsync(runs);
        }
        catch (Exception e) when (e is UserError or IOException or UnauthorizedAccessException)
        {
            return SlurmLook.Unanswered(e.Message);
        }
    }

    private TimeSpan WaitOf(long started)
    {
        // Short runs are noticed soon, long ones are not asked after all the time.
        var tenth = pipeline.Clock.GetElapsedTime(started) / 10;
        var most = pipeline.Settings.Of<SlurmSettings>().Interval;
        return tenth > most ? most
            : tenth < s_shortest ? s_shortest
            : tenth;
    }

    private async Task Delay(TimeSpan wait, IReadOnlyList<SlurmRun> runs)
    {
        try
        {
            await Task.Delay(wait, pipeline.Clock, pipeline.Stop.Token);
        }
        catch (OperationCanceledException)
        {
            _display.Clear();
            pipeline.Printer.Tell(text.Detached(runs, pipeline.WorkspaceOption));
            throw new Detached();
        }
    }

    // Without it Slurm starts no job any more.
    private void KeepOutputs(IReadOnlyList<SlurmRun> runs, SlurmLook look)
    {
        foreach (var run in runs.Where(look.IsLive))
            if (
                new RunPaths(run.Workspace, run.Id) is var paths
                && Directory.Exists(paths.Root)
                && !Directory.Exists(paths.Outputs)
            )
                try
                {
                    Directory.CreateDirectory(paths.Outputs);
                    Tell([$"{paths.ShownOutputs} was missing, where jobs write: made again"]);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // The look has told what is amiss.
                }
    }

    private bool Ended(IReadOnlyList<SlurmRun> runs, SlurmLook look)
    {
        var all = true;
        foreach (var (run, stage, elements) in Newest(runs, look))
        {
            // One that is yet to be submitted may be so by another process.
            if (
                elements.Any(e => e.State.IsOpen)
                || elements.All(e => e.State.State == JobState.NotSubmitted) && look.IsLive(run)
            )
            {
                all = false;
                continue;
            }
            if (!_told.Add($"end {stage.Name}"))
                continue;
            _display.Clear();
            Tell(run, stage, look, isWhole: stage.Adopted.Count == 0);
            // What was left to older runs counts as much.
            foreach (var older in runs.Where(r => stage.Adopted.Contains(r.Id)))
                // One that did not run has this run's own jobs in its place.
                if (older.Find(stage.Name) is { } part && StageEnd.WasPlanned(older, part))
                    Tell(older, part, look, isWhole: false);
        }
        return all;
    }

    private void Tell(SlurmRun run, SlurmStage stage, SlurmLook look, bool isWhole)
    {
        var end = StageEnd.Of(run, stage, [.. look.Of(run, stage.Name)]);
        _ends.Add((stage.Name, end));
        if (end.Outcome is { } outcome)
            pipeline.Runs.Ended(stage.Name, outcome, isWhole);
        else
            pipeline.Printer.Tell(text.NotRun(stage.Name, end.WhyNot!));
    }

    // A stage's newest run speaks for it: what older ones do of it is in the same ledger.
    private static IEnumerable<(
        SlurmRun Run,
        SlurmStage Stage,
        IReadOnlyList<ElementState> Elements
    )> Newest(IReadOnlyList<SlurmRun> runs, SlurmLook look)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var newest = new List<(SlurmRun, SlurmStage, IReadOnlyList<ElementState>)>();
        foreach (var run in runs)
        foreach (var stage in run.Stages.Where(s => s.Arrays.Count > 0))
            if (seen.Add(stage.Name))
                newest.Add(
                    (
                        run,
                        stage,
                        [
                            .. look.Of(run, stage.Name),
                            .. runs.Where(other => other != run && stage.Adopted.Contains(other.Id))
                                .SelectMany(other => look.Of(other, stage.Name)),
                        ]
                    )
                );
        return newest;
    }

    private IEnumerable<(SlurmRun, SlurmStage, IReadOnlyList<ElementState>)> Open(
        IReadOnlyList<SlurmRun> runs,
        SlurmLook look
    ) => Newest(runs, look).Where(s => s.Elements.Any(e => e.State.IsOpen));

    private bool IsStuck(IReadOnlyList<SlurmRun> runs, SlurmLook look)
    {
        var open = runs.SelectMany(look.Of).Where(e => e.State.IsOpen).ToList();
        foreach (
            var element in open.Where(e => e.State.Never is not null).DistinctBy(e => e.Stage.Name)
        )
        {
            var key = $"never {element.Stage.Name} {element.State.Reason}";
            if (!_since.TryGetValue(key, out var since))
                _since[key] = since = pipeline.Clock.GetTimestamp();
            if (pipeline.Clock.GetElapsedTime(since) >= s_passing && _told.Add(key))
            {
                _display.Clear();
                pipeline.Printer.Tell(text.Never(element.Stage.Name, element));
            }
        }
        return open.Any(e => e.State.Never is not null)
            && open.All(e => e.State.Never is not null || e.State.Reason == "Dependency");
    }

    private UserError Stuck(IReadOnlyList<SlurmRun> runs, SlurmLook look)
    {
        _display.Clear();
        var element = runs.SelectMany(look.Of).First(e => e.State.Never is not null);
        return new UserError(
            $"{element.Stage.Name}: all that is left waits for job {element.Id}, which will not start ({element.State.Reason}): {element.State.Never}; its jobs stay queued: --target=Cancel{pipeline.WorkspaceOption} stops them",
            ExitCode.Refused
        );
    }

    private void Tell(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
            if (_told.Add(problem))
            {
                _display.Clear();
                pipeline.Printer.Tell(text.Problem(problem));
            }
    }
}
