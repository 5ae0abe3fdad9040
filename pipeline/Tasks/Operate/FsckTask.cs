using Cake.Frosting;
using Sluice.Driver;
using Sluice.Engine;
using Sluice.Engine.Checking;
using Sluice.Engine.Upkeep;
using Sluice.Monitor;

namespace Sluice.Tasks.Operate;

/// <summary>Holds ledgers against outputs and puts aside what does not fit.</summary>
[TaskName("Fsck")]
[TaskDescription("check ledgers against outputs, put aside what does not fit; --verify reads all")]
public sealed class FsckTask : FrostingTask<PipelineContext>
{
    /// <inheritdoc/>
    public override void Run(PipelineContext context)
    {
        var pipeline = context.Pipeline;
        var findings = 0;
        var problems = new List<string>();
        foreach (var (plan, ledger) in pipeline.Stages.Planned(pipeline, problems))
        {
            StageAtRest.Refuse(plan.Stage, "Fsck");
            // Whoever ended since the plan was made has recorded what now stands.
            ledger.Refresh();
            var now = TimeProvider.System.GetUtcNow();
            var check = StageCheck.Of(plan, ledger, pipeline.Hashes, pipeline.Options.Verify, now);
            if (!pipeline.Options.DryRun && check.Findings.Count > 0)
            {
                // Looking may have taken hours.
                StageAtRest.Refuse(plan.Stage, "Fsck");
                check = Quarantine.Apply(check, ledger, now);
            }
            findings += check.Findings.Count;
            Printer.Print(pipeline.Options.Json ? FsckText.Json(check) : FsckText.Stage(check));
        }
        if (findings > 0)
            problems.Insert(
                0,
                $"Fsck: {findings:N0} {(findings == 1 ? "thing does" : "things do")} not fit"
                    + (pipeline.Options.DryRun ? "; nothing was changed" : "")
            );
        if (problems.Count > 0)
            throw new UserError(
                string.Join('\n', problems),
                findings > 0 ? ExitCode.UnitFailed : ExitCode.BadUsage
            );
    }
}
