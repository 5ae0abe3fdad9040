using Sluice.Driver;
using Sluice.Driver.CommandLine;
using Sluice.Driver.Configuration;
using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Processes;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Node;

/// <summary>
/// Plans a stage in its own job, by the settings that its run froze, once all that it waits for is done.
/// </summary>
/// <param name="run">Which run.</param>
/// <param name="parts">The host's.</param>
/// <param name="signal">Whether this process is to stop.</param>
/// <param name="surroundings">What is waited and dated by; this process's where it is left out.</param>
internal sealed class LatePlanner(
    SlurmRun run,
    HostParts parts,
    StopSignal signal,
    Surroundings? surroundings = null
)
{
    private readonly RunPaths _paths = new(run.Workspace, run.Id);

    /// <summary>Plans a stage whose turn has come, or says why it does not run.</summary>
    public LatePlan Make(SlurmStage stage)
    {
        try
        {
            foreach (var earlier in stage.After)
                if (WhyIncomplete(earlier) is { } why)
                    return new LatePlan { Refused = why, ExitCode = ExitCode.UnitFailed };
            var root = ConfigJson.Read(File.ReadAllText(_paths.Settings), _paths.Settings);
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
                signal,
                surroundings
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
    private string? WhyIncomplete(string stage)
    {
        if (SlurmRuns.ReadPlanned(_paths, stage)?.Refused is { } why)
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
