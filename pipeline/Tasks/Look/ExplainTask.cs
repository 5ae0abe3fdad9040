using Cake.Frosting;
using Sluice.Driver;
using Sluice.Engine;
using Sluice.Monitor;

namespace Sluice.Tasks.Look;

/// <summary>Why each unit would run, or would not.</summary>
[TaskName("Explain")]
[TaskDescription("say for each unit why it would run or would not; --unit KEY for all about one")]
public sealed class ExplainTask : FrostingTask<PipelineContext>
{
    /// <inheritdoc/>
    public override void Run(PipelineContext context)
    {
        var pipeline = context.Pipeline;
        var wanted = pipeline.Options.Unit;
        var keys = new List<string>();
        var found = false;
        var problems = new List<string>();
        foreach (var (plan, ledger) in pipeline.Stages.Planned(pipeline, problems))
        {
            keys.AddRange(plan.Units.Select(u => u.Unit.Key));
            var lines =
                wanted is not null && pipeline.Options.Json ? ExplainText.UnitJson(plan, wanted)
                : wanted is not null ? ExplainText.Unit(plan, ledger, wanted)
                : pipeline.Options.Json ? ExplainText.Json(plan)
                : ExplainText.Stage(plan, ledger);
            found |= Printer.Print(lines) > 0;
        }
        // One that cannot be planned hides none of the others; the unit asked for may be its.
        if (problems.Count > 0 && !(wanted is not null && found))
            throw new UserError(string.Join('\n', problems));
        if (wanted is not null && !found)
            throw new UserError(
                $"--unit {wanted}: no stage has such a unit.{Suggestion.Hint(wanted, keys)} --target=Explain lists them"
            );
    }
}
