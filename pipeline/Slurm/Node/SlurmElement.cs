using Sluice.Driver;
using Sluice.Driver.CommandLine;
using Sluice.Driver.Configuration;
using Sluice.Engine;
using Sluice.Engine.Claims;
using Sluice.Engine.Configuration;
using Sluice.Engine.Graph;
using Sluice.Engine.Jobs;
using Sluice.Engine.Ledgers;
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
public static class SlurmElement
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
                slurm
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
            () => Make(run, stage, paths, parts, signal),
            planned => SlurmRuns.WritePlanned(paths, stage.Name, planned),
            wait
        );

    private static LatePlan Make(
        SlurmRun run,
        SlurmStage stage,
        RunPaths paths,
        HostParts parts,
        StopSignal signal
    )
    {
        try
        {
            foreach (var earlier in stage.After)
                if (WhyIncomplete(run, earlier) is { } why)
                    return new LatePlan { Refused = why, ExitCode = ExitCode.UnitFailed };
            var root = ConfigJson.Read(File.ReadAllText(paths.Settings), paths.Settings);
            var options = new PipelineOptions
            {
                CurrentDirectory = run.Workspace,
                Check = Enum.Parse<CheckMode>(run.Check),
                Force = stage.Force,
            };
            var loader = new SettingsLoader(options, parts.Features, run.Home, run.Workspace);
            var pipeline = new Pipeline(
                parts,
                options,
                run.Home,
                run.Workspace,
                () => Settings.Bind((root, []), run.Workspace, parts, []),
                loader.ConfigFile,
                signal
            );
            foreach (var earlier in stage.After)
                if (PlansOf(run, earlier).FirstOrDefault() is { } plan)
                    pipeline.Plans.Stands(PlanFile.Read(plan).Stage);
            var task = pipeline.Stages.Chosen("--stage", [stage.Name])[0];
            return new LatePlan
            {
                Plan = pipeline.Runs.PlanLate(task, stage.Only, stage.Force).File,
            };
        }
        catch (UserError e)
        {
            return new LatePlan { Refused = e.Message, ExitCode = e.ExitCode };
        }
        catch (ConfigurationError e)
        {
            return new LatePlan { Refused = e.Message, ExitCode = ExitCode.BadUsage };
        }
    }

    // By the ledger, not by how jobs ended: what a dead one left undone another may have done.
    private static string? WhyIncomplete(SlurmRun run, string stage)
    {
        if (SlurmRuns.ReadPlanned(new RunPaths(run.Workspace, run.Id), stage)?.Refused is { } why)
            return $"it waits for {stage}, which was not run ({why})";
        var plans = PlansOf(run, stage).ToList();
        if (plans.Count == 0)
            return $"it waits for {stage}, which was not planned: its jobs ended too early";
        Plan? own = null;
        foreach (var file in plans)
        {
            var plan = PlanFile.Read(file);
            var ledger = Ledger.Open(plan.Stage.Paths.Ledger);
            // What an older run was to make otherwise, or makes no more, is not waited for.
            var wanted = own?.Units.Select(u => (u.Unit.Key, u.Hash)).ToHashSet();
            var open = plan.Running.Count(planned =>
                !planned.IsDoneSince(ledger)
                && wanted?.Contains((planned.Unit.Key, planned.Hash)) != false
            );
            if (open > 0)
                return $"it waits for {stage}: {open:N0} of {plan.Running.Count:N0} units are not done";
            own ??= plan;
        }
        return null;
    }

    // Of this run first, then of older ones whose jobs did what they had to do already.
    private static IEnumerable<string> PlansOf(SlurmRun run, string name)
    {
        if (run.Find(name) is not { } stage)
            yield break;
        if (stage.Arrays.Count > 0 && SlurmRuns.PlanOf(run, stage) is { } own)
            yield return own;
        foreach (var id in stage.Adopted)
        {
            var older = SlurmRuns.Read(new RunPaths(run.Workspace, id));
            foreach (var plan in PlansOf(older, name))
                yield return plan;
        }
    }
}
