using Sluice.Driver;
using Sluice.Engine;
using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Jobs;
using Sluice.Engine.Planning;
using Sluice.Engine.Processes;
using Sluice.Engine.Stages;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Node;

/// <summary>
/// The host's verb <c>worker --run DIRECTORY --array LABEL</c>: an element of a job array. Where its
/// stage is planned in its own job, one of the elements plans it and the others wait for that.
/// </summary>
internal static class SlurmElement
{
    /// <summary>Whether a command line is this verb's.</summary>
    public static bool Is(string[] args) => args is ["worker", "--run", _, "--array", _];

    /// <summary>Runs.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, HostParts parts)
    {
        try
        {
            WorkerMain.TakeGpuOfSlurmTask();
            var paths = new RunPaths(Path.GetFullPath(args[2]));
            var run = SlurmRuns.Read(paths);
            var (stage, array) = run.Arrays.FirstOrDefault(a => a.Array.Label == args[4]);
            if (stage is null)
                throw new UserError($"worker: {paths.Run} has no array {args[4]}");
            using var signal = new StopSignal();
            Subreaper.Begin();
            // From here on: its signal would end a process that does not listen.
            var place = ElementPlace.Of(Environment.GetEnvironmentVariables());
            LetUnitsStartSteps(stage);
            var slurm = new SlurmTools();
            using var clock = ClockOf(stage, array, place, paths, slurm);
            var element = new ElementRun(
                run,
                stage,
                array,
                place,
                parts.Features.Workers(),
                clock,
                slurm,
                TimeProvider.System
            );
            if (element.IsNotNeeded)
                return ExitCode.Done;
            var file = stage.Plan;
            if (file is null)
            {
                using var wait = CancellationTokenSource.CreateLinkedTokenSource(
                    signal.Token,
                    clock.Drain
                );
                LatePlan late;
                try
                {
                    late = Planned(run, stage, paths, array.Label, parts, signal, wait.Token);
                }
                catch (OperationCanceledException) when (!signal.Token.IsCancellationRequested)
                {
                    return await element.RequeueAsync(Console.Out, signal.Token);
                }
                if (late.Refused is not null)
                {
                    await element.RefusedAsync();
                    throw new UserError($"{stage.Name}: not run: {late.Refused}", late.ExitCode);
                }
                file = late.Plan!;
            }
            return await element.RunAsync(PlanFile.Read(file), signal);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (UserError e)
        {
            await Console.Error.WriteLineAsync(ShownText.Lines(e.Message));
            return e.ExitCode;
        }
        finally
        {
            Subreaper.End();
        }
    }

    // A unit's own srun would wait for ever for the CPUs that its task's step holds.
    private static void LetUnitsStartSteps(SlurmStage stage)
    {
        const string Overlap = "SLURM_OVERLAP";
        if (stage.Tasks > 1 && Environment.GetEnvironmentVariable(Overlap) is null)
            Environment.SetEnvironmentVariable(Overlap, "1");
    }

    private static ElementClock ClockOf(
        SlurmStage stage,
        ArrayJob array,
        ElementPlace place,
        RunPaths paths,
        ISlurmCommands slurm
    )
    {
        // Its script has let it ignore the warning until it can hear it.
        SignalDefault.Restore((int)ElementClock.Warning);
        var warned = paths.Warned(array.Label, place.Life);
        return new ElementClock(
            TimeSpan.FromSeconds(array.Lead),
            array.TimeLimit is { } text
            && SlurmTime.Parse(text) is { } limit
            && limit < TimeSpan.MaxValue
                ? limit
                : null,
            () => JobTimes.AskAsync(slurm, place.Job),
            // To a worker that is the script itself the signal comes, unless it came before.
            stage.Tasks > 1
            || File.Exists(warned)
                ? warned
                : null
        );
    }

    private static LatePlan Planned(
        SlurmRun run,
        SlurmStage stage,
        RunPaths paths,
        string label,
        HostParts parts,
        StopSignal signal,
        CancellationToken wait
    ) =>
        OnlyOnce.Do(
            new StagePaths(paths.Root, stage.Name),
            label,
            TimeSpan.FromSeconds(run.ClaimExpiry),
            () => SlurmRuns.ReadPlanned(paths, stage.Name),
            () => new LatePlanner(run, parts, signal).Make(stage),
            planned => SlurmRuns.WritePlanned(paths, stage.Name, planned),
            wait
        );
}
