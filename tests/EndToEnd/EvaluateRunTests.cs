using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>Run ids, old runs that are gone on with, drift, and several widths at once.</summary>
[Trait("Takes", "long")]
public sealed class EvaluateRunTests
{
    private const string Old = "runs/eval/old/outputs/mteb/Pythia/410m";

    [Fact]
    public async Task A_run_id_is_taken_from_the_variable_or_an_option_else_the_last_is_gone_on_with()
    {
        using var work = new EvaluateWorkspace();
        var variable = new Dictionary<string, string> { ["RUN_ID"] = "all_checkpoints_20260115" };
        (await work.Start(variable).EndAsync()).Exits(0);
        Assert.True(work.Files.Has("runs/eval/all_checkpoints_20260115/progress.csv"));
        var last = (await work.RunAsync()).Exits(0);
        Assert.Contains("Evaluate: 0 of 8 units stale", last.Out);
        // A number is a name like any other; what is typed goes before the variable.
        var option = (await work.Start(variable, "--set=run.id=007").EndAsync()).Exits(0);
        Assert.Contains("Evaluate: 8 done", option.Out);
        Assert.True(work.Files.Has("runs/eval/007/progress.csv"));
        Assert.Contains("0 of 8 units stale", (await work.RunAsync()).Exits(0).Out);
        Assert.Equal(16, work.Calls.Count);
    }

    [Fact]
    public async Task Without_any_a_run_is_named_by_the_time_and_gone_on_with()
    {
        using var work = new EvaluateWorkspace();
        (await work.RunAsync("--dryrun")).Exits(0);
        Assert.False(Directory.Exists(work.Files["runs"]));
        (await work.RunAsync()).Exits(0);
        var run = Assert.Single(Directory.GetDirectories(work.Files["runs/eval"]));
        Assert.Matches("^[0-9]{8}_[0-9]{6}$", Path.GetFileName(run));
        Assert.Contains("0 of 8 units stale", (await work.RunAsync()).Exits(0).Out);
        Assert.Single(Directory.GetDirectories(work.Files["runs/eval"]));
    }

    [Fact]
    public async Task What_an_old_script_has_done_is_left_alone_and_what_it_tore_is_not()
    {
        using var work = new EvaluateWorkspace();
        var done = "{\"status\": \"done\", \"num_shards\": 16, \"shard_id\": 3}";
        work.Files.Write($"{Old}/step1/layer_20/STS12/done.json", done);
        work.Files.Write($"{Old}/step1/layer_020/SICK-R/done.json", done);
        work.Files.Write($"{Old}/step2/layer_3/STS12/done.json", done);
        work.Files.Write($"{Old}/step2/layer_003/SICK-R/done.json", "");
        work.Files.Write($"{Old}/step2/layer_20/SICK-R/done.json", done[..20]);
        work.Files.Write(
            "runs/eval/old/progress.csv",
            "timestamp,model_size,revision,layer,task,status,elapsed_sec,output_dir,error\n2026-01-15T04:52:14Z,410m,step1,20,STS12,ok,3.5,x,\n"
        );
        var first = (await work.RunAsync("--set=run.id=old")).Exits(0);
        Assert.Contains("Evaluate: 5 of 8 units stale", first.Out);
        Assert.Equal(
            [
                "step1 3 SICK-R",
                "step1 3 STS12",
                "step2 20 SICK-R",
                "step2 20 STS12",
                "step2 3 SICK-R",
            ],
            work.Calls.Order(StringComparer.Ordinal)
        );
        Assert.Equal(done, work.Files.Read($"{Old}/step1/layer_020/SICK-R/done.json"));
        Assert.False(work.Files.Has($"{Old}/step1/layer_020/STS12/done.json"));
        // Old rows stay.
        Assert.Equal(6, work.Rows("old").Count);
        Assert.Contains("0 of 8 units stale", (await work.RunAsync()).Exits(0).Out);

        // Nothing is recorded of it, and nothing is wrong with that.
        var sound = (await work.Files.RunAsync("--target=Fsck")).Exits(0).Out;
        Assert.Contains("all fits", sound);

        // Nor is it cleaned away.
        (await work.Files.RunAsync("--target=Clean", "--stage=Evaluate", "--yes")).Exits(0);
        Assert.Equal(done, work.Files.Read($"{Old}/step1/layer_020/SICK-R/done.json"));
        Assert.False(work.Files.Has($"{Old}/step1/layer_003/STS12/done.json"));
    }

    [Fact]
    public async Task Drift_is_shown_for_each_setting_and_refused_unless_accepted()
    {
        using var work = new EvaluateWorkspace();
        (await work.RunAsync("--set=run.id=r1")).Exits(0);
        string[] drifted =
        [
            "--set=evaluate.models.410m.model_id=other/pythia",
            "--set=evaluate.environment.SLOW=0",
        ];
        var refused = (await work.RunAsync(drifted)).Exits(2);
        Assert.Contains(
            "Evaluate: run r1 was begun with other settings (environment.SLOW nothing → '0', models.410m.model_id 'EleutherAI/pythia-410m' → 'other/pythia')",
            refused.Error
        );
        Assert.Single(refused.Error.Trim().Split('\n'));
        Assert.Equal(8, work.Calls.Count);
        // A refused run is not the last one.
        (await work.RunAsync("--set=run.id=r2")).Exits(0);
        (await work.RunAsync(["--set=run.id=r1", .. drifted])).Exits(2);
        Assert.Contains("0 of 8 units stale", (await work.RunAsync()).Exits(0).Out);
        // Nor does a look pass it over.
        drifted = ["--set=run.id=r1", .. drifted];
        (await work.RunAsync(["--dryrun", .. drifted])).Exits(2);
        (await work.RunAsync(["--accept-drift", .. drifted])).Exits(0);
        Assert.Equal(24, work.Calls.Count);
        // More of the same is no drift.
        (await work.RunAsync([.. drifted, "--set=evaluate.tasks=[STS12, SICK-R, STS13]"])).Exits(0);
        Assert.Equal(28, work.Calls.Count);
    }

    [Fact]
    public async Task What_old_scripts_write_over_costs_no_evaluation_and_hides_no_drift()
    {
        using var work = new EvaluateWorkspace();
        (await work.RunAsync("--set=run.id=r")).Exits(0);
        var cells = Directory.GetFiles(
            work.Files["runs/eval/r/outputs"],
            "done.json",
            SearchOption.AllDirectories
        );
        var ours = File.ReadAllText(cells[0]);
        var theirs = "{\"status\": \"done\", \"shard_id\": 7, \"timestamp\": \"2026-01-15\"}";
        foreach (var cell in cells)
            File.WriteAllText(cell, theirs);
        // One with a result of its own as well.
        var result = Directory
            .GetFiles(Path.GetDirectoryName(cells[1])!, "*.json")
            .Single(f => !f.EndsWith("done.json"));
        File.WriteAllText(result, "{\"scores\": {\"test\": [{\"main_score\": 0.25}]}}");
        work.Files.Write("runs/eval/r/config.snapshot.yaml", "run: {run_id: r}\n");
        File.AppendAllText(work.Files["runs/eval/r/progress.csv"], "2026-01-15 10:00:01,410m,st\n");
        Assert.Contains("0 of 8 units stale", (await work.RunAsync()).Exits(0).Out);
        Assert.Contains("all fits", (await work.Files.RunAsync("--target=Fsck")).Exits(0).Out);
        Assert.Contains(
            "was begun with other settings",
            (await work.RunAsync("--set=evaluate.environment.SLOW=0")).Exits(2).Error
        );

        // Torn or of a cell begun again, it is put right from the ledger; what it stands for is not redone.
        File.WriteAllText(cells[0], "{\"status\": \"do");
        File.WriteAllText(cells[2], "{\"status\": \"running\"}");
        var mended = (await work.RunAsync()).Exits(0).Out;
        Assert.Contains("2 of 8 units stale", mended);
        Assert.Contains("Evaluate: 1 line of progress.csv that others have torn put aside", mended);
        Assert.Equal(8, work.Calls.Count);
        Assert.Equal(ours.Length, File.ReadAllText(cells[0]).Length);
        Assert.Contains("\"done\"", File.ReadAllText(cells[2]));
        Assert.True(work.Files.Has("runs/eval/r/config.snapshot.old.yaml"));
        Assert.Contains("0 of 8 units stale", (await work.RunAsync()).Exits(0).Out);

        // A result that is damaged alone is made again, and a cell whose done.json is taken away.
        File.WriteAllText(result, "{}");
        File.WriteAllText(cells[1], ours);
        File.Delete(cells[3]);
        (await work.RunAsync()).Exits(0);
        Assert.Equal(10, work.Calls.Count);
    }

    [Fact]
    public async Task Drift_is_told_also_where_others_have_done_everything()
    {
        using var work = new EvaluateWorkspace();
        (await work.RunAsync("--set=run.id=old")).Exits(0);
        Directory.Delete(work.Files["runs/eval/old/.sluice"], recursive: true);
        Assert.Contains("0 of 8 units stale", (await work.RunAsync()).Exits(0).Out);
        Assert.Contains(
            "was begun with other settings",
            (await work.RunAsync("--set=evaluate.environment.SLOW=0")).Exits(2).Error
        );
    }

    [Fact]
    public async Task A_workspace_that_is_moved_as_a_whole_is_as_far_as_it_was()
    {
        using var work = new EvaluateWorkspace();
        (await work.RunAsync("--set=run.id=r1")).Exits(0);
        using var elsewhere = new Workspace();
        Directory.Delete(elsewhere.Root);
        Directory.Move(work.Files.Root, elsewhere.Root);
        Directory.CreateDirectory(work.Files.Root);
        Assert.Contains(
            "0 of 8 units stale",
            (await elsewhere.RunAsync("--target=Evaluate")).Exits(0).Out
        );
    }

    [Theory]
    [InlineData("checkpoint")]
    [InlineData("unit")]
    public async Task Two_widths_at_once_do_every_unit_once(string splitBy)
    {
        using var work = new EvaluateWorkspace();
        var slow = new Dictionary<string, string> { ["RUN_ID"] = "r1", ["SLOW"] = "0.3" };
        var both = new[] { "--shards=2", "--shards=3" }
            .Select(shards => work.Start(slow, shards, $"--set=evaluate.split_by={splitBy}"))
            .ToList();
        foreach (var host in both)
            (await host.EndAsync()).Exits(0);
        Assert.Equal(8, work.Calls.Count);
        Assert.Equal(8, work.Calls.Distinct().Count());
        Assert.Equal(8, work.Rows("r1").Count);
    }

    [Theory]
    [InlineData("run.id=a/b", "run.id: expected a name of letters")]
    [InlineData("run.id=..", "run.id: expected a name of letters")]
    [InlineData("evaluate.split_by=layer", "evaluate.split_by")]
    [InlineData("evaluate.command=python3 eval.py {tsak}", "'{tsak}'. Did you mean 'task'?")]
    [InlineData("evaluate.tasks=[]", "evaluate.tasks: expected a list of values")]
    [InlineData("evaluate.models.410m.layers=20..3", "evaluate.models.410m.layers")]
    [InlineData("evaluate.models.410m.layers=[last]", "expected numbers from 0, found 'last'")]
    [InlineData("evaluate.models.410m.checkpoints=[a/b]", "cannot be the name of a directory")]
    [InlineData("evaluate.code=[no.py]", "the code file no.py is not there")]
    [InlineData("evaluate.family=a/b", "evaluate.family: expected the name of a directory")]
    public async Task A_wrong_setting_is_told_in_a_line(string set, string told)
    {
        using var work = new EvaluateWorkspace();
        var result = (await work.RunAsync($"--set={set}")).Exits(2);
        Assert.Contains(told, result.Error);
        Assert.Single(result.Error.Trim().Split('\n'));
        Assert.Empty(work.Calls);
    }

    [Fact]
    public async Task Looking_at_a_workspace_where_nothing_was_evaluated_finds_nothing_wrong()
    {
        using var work = new Workspace();
        foreach (var target in new[] { "Status", "Explain", "Fsck" })
            Assert.Equal("", (await work.RunAsync($"--target={target}")).Exits(0).Error);
        (await work.RunAsync("--target=Clean", "--yes")).Exits(0);
        Assert.False(Directory.Exists(work["runs"]));
    }

    [Fact]
    public async Task Nor_does_looking_where_texts_of_ones_own_make_the_corpus_needless()
    {
        using var pipeline = new SmallPipeline();
        foreach (var target in new[] { "Status", "Fsck" })
            Assert.Equal("", (await pipeline.RunAsync($"--target={target}")).Exits(0).Error);
        // The built-in tasks need its sentences all the same.
        var ahead = (await pipeline.RunAsync("--target=Evaluate", "--dryrun")).Exits(0);
        Assert.Contains("Corpus: 2 of 2 units stale", ahead.Out);
    }
}
