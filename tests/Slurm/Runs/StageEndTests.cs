using Sluice.Engine;
using Sluice.Engine.Planning;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;
using Sluice.Tests.Engine;

namespace Sluice.Tests.Slurm.Runs;

/// <summary>What came of a stage is told by its ledger, and of each element by Slurm.</summary>
public sealed class StageEndTests : IDisposable
{
    private readonly TestStage _stage = new();
    private readonly Plan _plan;

    public StageEndTests()
    {
        _plan = _stage.Plan();
        PlanFile.Write(_plan);
    }

    [Fact]
    public async Task An_element_that_ran_out_of_memory_is_told_although_its_worker_ended_well()
    {
        await _stage.RunAsync(_plan);

        var end = Of("OUT_OF_MEMORY");

        Assert.Equal((ExitCode.Done, null), (end.ExitCode, end.WhyNot));
        Assert.Contains("OUT_OF_MEMORY", Assert.Single(end.Outcome!.Shards).State);
    }

    [Fact]
    public void Elements_that_ended_well_do_not_make_up_for_units_that_nobody_did() =>
        Assert.NotEqual(ExitCode.Done, Of("COMPLETED").ExitCode);

    [Fact]
    public async Task Elements_that_were_taken_back_as_not_needed_are_no_trouble()
    {
        await _stage.RunAsync(_plan);

        Assert.Empty(Of(JobState.Cancelled, _plan.File, JobState.NotNeeded).Outcome!.Shards);
        Assert.Single(Of(JobState.Cancelled, _plan.File).Outcome!.Shards);
    }

    [Fact]
    public void No_log_is_named_that_is_not_there()
    {
        Assert.Empty(Assert.Single(Of("FAILED").Outcome!.Shards).Log);
        Assert.DoesNotContain("/out", Of("FAILED", plan: null).WhyNot);
    }

    [Fact]
    public void Jobs_that_ended_before_they_could_plan_say_where_to_look()
    {
        Directory.CreateDirectory(new RunPaths(_stage.Workspace.Root, SlurmSample.Id).Outputs);

        var end = Of("NODE_FAIL", plan: null);

        Assert.Equal((ExitCode.UnitFailed, null), (end.ExitCode, end.Outcome));
        Assert.Contains($".sluice/slurm/{SlurmSample.Id}/out/", end.WhyNot);
    }

    [Fact]
    public void A_refusal_to_plan_is_told_with_its_exit_code()
    {
        var paths = new RunPaths(_stage.Workspace.Root, SlurmSample.Id);
        Directory.CreateDirectory(paths.Root);
        SlurmRuns.WritePlanned(
            paths,
            "Copy",
            new LatePlan { Refused = "it waits for A", ExitCode = ExitCode.BadUsage }
        );

        var end = Of("COMPLETED", plan: null);

        Assert.Equal((ExitCode.BadUsage, "it waits for A"), (end.ExitCode, end.WhyNot));
    }

    [Fact]
    public void A_note_that_cannot_be_read_is_told_and_ends_no_more_than_its_stage()
    {
        var paths = new RunPaths(_stage.Workspace.Root, SlurmSample.Id);
        Directory.CreateDirectory(paths.Root);
        File.WriteAllText(paths.Planned("Copy"), "{");

        var end = Of("COMPLETED", plan: null);

        Assert.Equal((ExitCode.UnitFailed, null), (end.ExitCode, end.Outcome));
        Assert.Contains("--target=Cancel --stage Copy, then submit again", end.WhyNot);
    }

    public void Dispose() => _stage.Dispose();

    private StageEnd Of(string state) => Of(state, _plan.File);

    private StageEnd Of(string state, string? plan, string reason = "")
    {
        var array = SlurmSample.Array("Copy-1", 1, "7");
        var stage = SlurmSample.Stage("Copy", array) with { Plan = plan };
        return StageEnd.Of(
            SlurmSample.Run(_stage.Workspace.Root, stage),
            stage,
            [new ElementState(stage, array, 0, new JobState("7", 0, state, reason, "node1", "x"))]
        );
    }
}
