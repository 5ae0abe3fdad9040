using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>What is not understood is refused before anything runs.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("--trget=Merge", "unknown option '--trget'. Did you mean '--target'?")]
    [InlineData("--shard=3", "unknown option '--shard'. Did you mean '--shards'?")]
    [InlineData("--target=Mrge", "unknown target 'Mrge'. Did you mean 'Merge'?")]
    [InlineData("Merge", "'Merge' is no option. Did you mean '--target=Merge'?")]
    [InlineData("--shards", "--shards wants a value: --shards N")]
    [InlineData("--shards=x", "run.shards: expected a whole number")]
    [InlineData("--force=maybe", "--force is a flag and takes no value")]
    [InlineData("--check=mtime", "--check wants fingerprint or exists, found 'mtime'")]
    [InlineData("--set=augment.seed", "--set wants PATH=VALUE")]
    [InlineData("--set=augment.sed=1", "augment.sed: expected a known setting of 'augment'")]
    [InlineData(
        "--target=Status --stage=Agment",
        "there is no such stage. Did you mean 'Augment'?"
    )]
    [InlineData("--target=Explain --unit=combo_1_nlp_orc", "Did you mean 'combo_1_nlp_ocr'?")]
    [InlineData(
        "--set=augment.methods=nlp_orc",
        "'nlp_orc' is not in the table of methods. Did you mean 'nlp_ocr'?"
    )]
    [InlineData(
        "--target=Clean --yes --only=combo_1_nlp_ocr",
        "--only does not go with --target=Clean"
    )]
    [InlineData(
        "--stage=Augment",
        "--stage goes with --target=Cancel or Clean or Status or Explain or Fsck only"
    )]
    [InlineData("--verify", "--verify goes with --target=Fsck only")]
    [InlineData("--target=Fsck --force", "--force does not go with --target=Fsck")]
    [InlineData("--target=Fsck --check=exists", "--check does not go with --target=Fsck")]
    [InlineData("--target=Fsck --only=x", "--only does not go with --target=Fsck")]
    [InlineData("--unit=combo_1_nlp_ocr", "--unit goes with --target=Explain only")]
    [InlineData("--yes", "--yes goes with --target=Clean only")]
    [InlineData(
        "--config=/dev/null",
        "expected a section (run, slurm, augment, benchmark, evaluate, adopt, sweep), found none"
    )]
    [InlineData("--profile=nowhere", "profiles/nowhere.yaml")]
    [InlineData("--config=nowhere.yaml", "nowhere.yaml")]
    public async Task A_slip_is_refused_with_a_hint_and_nothing_runs(string args, string told)
    {
        using var pipeline = new SmallPipeline();
        var before = FileStates.Of(pipeline.Workspace);
        var result = (await pipeline.RunAsync(args.Split(' '))).Exits(2);
        Assert.Contains(told, result.Error);
        Assert.DoesNotContain("   at ", result.Error);
        Assert.DoesNotContain("An error occurred", result.Error);
        Assert.DoesNotContain("running in", result.Out);
        Assert.Empty(before.Changed(FileStates.Of(pipeline.Workspace)));
    }

    [Fact]
    public async Task All_slips_of_a_command_line_are_told_at_once()
    {
        using var workspace = new Workspace();
        var result = (await workspace.RunAsync("--trget=Merge", "--forse", "--check=x")).Exits(2);
        Assert.Equal(3, result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Empty(result.Out);
    }

    [Fact]
    public async Task A_workspace_that_is_not_there_is_refused()
    {
        using var workspace = new Workspace();
        var result = (await workspace.RunAsync("--workspace", workspace["no where"])).Exits(2);
        Assert.Contains(
            $"--workspace {workspace["no where"]}: there is no such directory",
            result.Error
        );
    }

    [Fact]
    public async Task Help_lists_every_option_and_target()
    {
        using var workspace = new Workspace();
        Snapshot.Matches((await workspace.RunAsync("--help")).Exits(0).Out);
    }

    [Fact]
    public async Task The_tree_shows_the_graph()
    {
        using var workspace = new Workspace();
        Snapshot.Matches((await workspace.RunAsync("--tree")).Exits(0).Out);
    }
}
