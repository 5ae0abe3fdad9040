using Sluice.Engine.Graph;
using Sluice.Slurm.Submit;
using Sluice.Tests.Engine;

namespace Sluice.Tests.Slurm.Submit;

/// <summary>What live jobs will make is left to them, and what they make differently is no rerun's to make.</summary>
public sealed class CoverageTests : IDisposable
{
    private readonly TestStage _stage = new();

    [Fact]
    public void A_live_shard_covers_its_slice_of_its_plan()
    {
        var plan = _stage.Plan();

        Assert.Equal(["a", "c"], Coverage.Of(plan, [new Shard(0, 2)]).Keys.Order());
        Assert.Equal(["b"], Coverage.Of(plan, [new Shard(1, 2)]).Keys);
        Assert.Equal(
            ["a", "b"],
            Coverage.Of(plan, [new Shard(0, 3), new Shard(1, 3)]).Keys.Order()
        );
        Assert.Empty(Coverage.Of(plan, [new Shard(5, 9)]));
        Assert.Equal(plan.Running[1].Fingerprint, Coverage.Of(plan, [new Shard(1, 2)])["b"]);
    }

    [Fact]
    public void Covered_units_are_left_out_and_stay_in_the_plan()
    {
        var plan = _stage.Plan();

        var (rest, conflicts) = Coverage.Rest(plan, Coverage.Of(plan, [new Shard(0, 2)]));

        Assert.Empty(conflicts);
        Assert.Equal(["b"], rest.Running.Select(u => u.Unit.Key));
        Assert.Equal(["a", "b", "c"], rest.Units.Select(u => u.Unit.Key));
        Assert.Equal(plan.Digest, rest.Digest);
        Assert.Equal(3, plan.Running.Count);
    }

    [Fact]
    public void A_covered_unit_whose_fingerprint_differs_is_a_conflict()
    {
        var covered = Coverage.Of(_stage.Plan(), [new Shard(0, 1)]);
        _stage.Change("b", u => u with { Parameters = TestStage.Map(("seed", "43")) });

        var (rest, conflicts) = Coverage.Rest(_stage.Plan(), covered);

        Assert.Equal(["b"], conflicts);
        Assert.Empty(rest.Running);
    }

    [Fact]
    public async Task What_does_not_run_is_not_covered_and_units_of_older_plans_only_are_no_matter()
    {
        var older = Coverage.Of(_stage.Plan(), [new Shard(0, 1)]);
        await _stage.RunAsync();
        _stage.Stage = _stage.Stage with
        {
            Units = [_stage.Copying("a"), _stage.Copying("b") with { Key = "new" }],
        };
        var plan = _stage.Plan();
        Assert.Equal(["new"], Coverage.Of(plan, [new Shard(0, 1)]).Keys);

        var (rest, conflicts) = Coverage.Rest(plan, older);

        Assert.Empty(conflicts);
        Assert.Equal(["new"], rest.Running.Select(u => u.Unit.Key));
    }

    [Fact]
    public void Where_nothing_is_covered_the_plan_is_the_same()
    {
        var plan = _stage.Plan();

        Assert.Same(plan, Coverage.Rest(plan, new Dictionary<string, string>()).Left);
    }

    public void Dispose() => _stage.Dispose();
}
