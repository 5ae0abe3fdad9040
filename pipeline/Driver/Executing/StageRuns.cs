using Sluice.Driver.Graph;
using Sluice.Engine;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;
using Sluice.Engine.Upkeep;

namespace Sluice.Driver.Executing;

/// <summary>Brings the stages of one invocation up to date, here or by its executor.</summary>
/// <param name="pipeline">The invocation.</param>
/// <param name="reporter">Is told of plans and ends.</param>
public sealed class StageRuns(Pipeline pipeline, IRunReporter reporter)
{
    /// <summary>Whether shards of this process are at work, which a signal leaves their time to end.</summary>
    public bool HasShards { get; private set; }

    /// <summary>Brings a stage up to date, or says what it would do, or lets the executor take it.</summary>
    /// <returns>How it ended; null when the executor is to do it.</returns>
    /// <exception cref="UserError">--only matches no unit of any stage.</exception>
    public async Task<StageOutcome?> RunAsync(IStageTask task)
    {
        var (stage, runner, only, force) = pipeline.Plans.Begin(task);
        try
        {
            if (!pipeline.Executor.RunsHere(task))
            {
                await TakeAsync(task, runner, stage, only, force);
                return null;
            }
            var outcome = await runner.RunAsync(stage, pipeline.Stop.Token);
            if (pipeline.Options.DryRun)
                pipeline.Plans.Remember(outcome.Plan);
            return outcome;
        }
        catch (UserError)
        {
            // An input that is missing may be one that a later stage makes: the better reason.
            pipeline.Plans.Refuse();
            throw;
        }
        finally
        {
            HasShards = false;
        }
    }

    private async Task TakeAsync(
        IStageTask task,
        StageRunner runner,
        DeclaredStage stage,
        string? only,
        bool force
    )
    {
        await pipeline.Executor.BeginAsync();
        var (plan, ledger) = runner.Plan(stage);
        if (plan.Running.Count > 0)
        {
            pipeline.Plans.Refuse();
            runner.RefuseCommands(plan, isHere: false);
            if (stage.Inputs.All(File.Exists))
                stage.Preflight?.Invoke();
        }
        var taking = pipeline.Executor.Take(task, plan, ledger, only, force);
        // What a stage will find that waits for others is not known yet.
        if (taking != Taking.Later || (plan.Units.Count > 0 && !stage.UnitsFollow))
            reporter.Planned(plan, ledger, 0, pipeline.Options.DryRun);
        if (taking != Taking.Nothing)
            pipeline.Plans.Remember(plan);
    }

    /// <summary>Plans and freezes a stage whose turn has come elsewhere; earlier ones stand as they were declared.</summary>
    public Plan PlanLate(IStageTask task, string? only, bool force)
    {
        var (plan, ledger) = pipeline.Plans.Narrowed(task, only, force);
        if (plan.Running.Count > 0)
            plan.Declared?.Preflight?.Invoke();
        reporter.Planned(plan, ledger, 0, dryRun: false);
        pipeline.Hashes.Save();
        StageUpkeep.Before(plan, ledger);
        StageUpkeep.Begin(plan);
        return plan;
    }

    /// <summary>A stage that the executor did has ended.</summary>
    /// <param name="name">Which.</param>
    /// <param name="outcome">How its plan ended.</param>
    /// <param name="isWhole">Whether that plan was all there was to do.</param>
    public void Ended(string name, StageOutcome outcome, bool isWhole)
    {
        reporter.Ended(outcome);
        if (outcome.ExitCode == ExitCode.Done && isWhole)
            pipeline.Stages.Chosen("--stage", [name])[0].Ended(pipeline, outcome);
        StageUpkeep.End(
            outcome.Plan,
            Ledger.Open(outcome.Plan.Stage.Paths.Ledger),
            pipeline.KeptPlans()
        );
    }

    /// <summary>What plans and runs stages on this machine.</summary>
    internal StageRunner Runner(PlanOptions planning) =>
        new(
            new LocalExecutor(HostCommand.ForThisHost()) { Gpus = pipeline.Settings.Run.Gpus },
            pipeline.Hashes,
            new RunOptions
            {
                Shards = pipeline.Shards,
                DryRun = pipeline.Options.DryRun,
                Preflight = () =>
                {
                    pipeline.Plans.Refuse();
                    HasShards = true;
                },
                KeptPlans = pipeline.KeptPlans,
                Planning = planning,
            },
            reporter,
            pipeline.Clock
        );
}
