namespace Sluice.Tests.UnderFire;

/// <summary>What is done to a workspace while a run goes on there is not the run's business.</summary>
[Trait("Takes", "long")]
public sealed class MeanwhileTests : IDisposable
{
    private readonly SlowPipeline _pipeline = new();

    [Fact]
    public async Task A_configuration_edited_mid_run_changes_the_next_run_and_not_this_one()
    {
        _pipeline.HoldAll();
        var run = _pipeline.Start(2);
        await _pipeline.MethodsRunAsync(2);
        Edit("configs/augment.yaml", "input: in.csv", "input: in.csv\n  seed: 43");
        Edit("methods.yaml", "kind: ocr, args: {}", "kind: ocr, args: { aug_char_p: 0.9 }");
        _pipeline.LetGo();
        (await run.EndAsync()).Exits(0);
        await _pipeline.EndedWellAsync();

        var next = (await _pipeline.RunAsync(2, "--dryrun")).Exits(0);

        Assert.Contains("Augment: 10 of 10 units stale", next.Out);
        Assert.Contains("combo_1_ext_a: parameter `seed` 42→43\n", next.Out);
        Assert.Contains("combo_1_nlp_ocr: parameter `seed` 42→43 · parameter `method.", next.Out);
    }

    [Fact]
    public async Task An_input_edited_mid_run_is_seen_by_the_merge_and_redone_by_the_next_run()
    {
        _pipeline.HoldAll();
        var run = _pipeline.Start(2);
        await _pipeline.MethodsRunAsync(2);
        Edit("in.csv", "\nsample-0001,", "\nsample-1001,");
        _pipeline.LetGo();

        var result = (await run.EndAsync()).Exits(1);

        Assert.Contains("input `in.csv` changed", result.Out);
        Assert.False(File.Exists(_pipeline[$"{SlowPipeline.Output}/manifest_final.csv"]));
        (await _pipeline.RunAsync(2)).Exits(0);
        Assert.True(File.Exists(_pipeline[$"{SlowPipeline.Output}/manifest_final.csv"]));
    }

    [Fact]
    public async Task While_a_run_goes_on_fsck_refuses_and_says_who_works()
    {
        _pipeline.HoldAll();
        var run = _pipeline.Start(2);
        await _pipeline.MethodsRunAsync(2);

        var result = (await _pipeline.RunAsync(2, "--target=Fsck")).Exits(1);

        Assert.Matches(
            @"^Fsck: Augment is being worked on by shard [01]/2 on \S+ \(pid \d+, since ",
            result.Error
        );
        _pipeline.LetGo();
        (await run.EndAsync()).Exits(0);
        await _pipeline.EndedWellAsync();
        (await _pipeline.RunAsync(2, "--target=Fsck", "--verify")).Exits(0);
    }

    public void Dispose() => _pipeline.Dispose();

    private void Edit(string path, string from, string to)
    {
        var text = File.ReadAllText(_pipeline[path]);
        Assert.Contains(from, text);
        File.WriteAllText(_pipeline[path], text.Replace(from, to));
    }
}
