using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Slurm.Queue;
using Sluice.Tests.Engine;

namespace Sluice.Tests.Slurm.Queue;

/// <summary>Whether anything is left of a stage is read from its ledger.</summary>
public sealed class StageRestTests : IDisposable
{
    private readonly TestStage _stage = new();

    [Fact]
    public async Task Nothing_is_left_once_all_is_done()
    {
        var plan = _stage.Plan();
        PlanFile.Write(plan);

        Assert.Equal(new StageRest(false, false), Of(plan));
        await _stage.RunAsync(plan);
        Assert.Equal(new StageRest(true, true), Of(plan));
    }

    public void Dispose() => _stage.Dispose();

    private static StageRest Of(Plan plan) =>
        StageRest.Of(plan, Ledger.Open(plan.Stage.Paths.Ledger), 1);
}
