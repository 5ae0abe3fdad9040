namespace Sluice.Tests.EndToEnd;

/// <summary>What other scripts have evaluated is taken over, and all of a run becomes a table and pictures.</summary>
[Trait("Takes", "long")]
public sealed class EvaluateAdoptTests
{
    private const string Old = "old/outputs/mteb/Pythia/410m";
    private const string Done = "{\"status\": \"done\", \"num_shards\": 16, \"shard_id\": 3}";
    private const string Result = "{\"test\": {\"en\": {\"main_score\": 0.9}}}";

    private static readonly string[] s_adopt =
    [
        "--target=Adopt",
        "--set=adopt.from=old",
        "--set=run.id=new",
    ];

    [Fact]
    public async Task What_can_be_read_is_taken_and_the_rest_is_refused_with_its_reason()
    {
        using var work = OldRun();

        var adopted = (await work.Files.RunAsync(s_adopt)).Exits(0).Out;

        Assert.Contains("3 cells of old were taken to runs/eval/new, 0 were done", adopted);
        Assert.Contains("1 of those taken have no result file", adopted);
        Assert.Contains(
            "1 refused: its done.json is empty; it is run again\n      outputs/mteb/Pythia/410m/step2/layer_003/SICK-R",
            adopted
        );
        Assert.Contains("its done.json is torn or says something else", adopted);
        Assert.Contains("it failed: it has failed.json and no done.json", adopted);
        Assert.Contains(
            "1 refused: it is no cell of the grid of section evaluate\n      outputs/mteb/Pythia/410m/step2/layer_007/STS12",
            adopted
        );
        // The old script's zeros are not needed, its result is found in the tool's own directory.
        var cell = "runs/eval/new/outputs/mteb/Pythia/410m/step1/layer_020/STS12";
        Assert.Equal(Done, work.Files.Read($"{cell}/done.json"));
        Assert.Equal(Result, work.Files.Read($"{cell}/STS12.json"));
        Assert.True(work.Files.Has($"{cell}/results/model/STS12.json"));
        // That it failed before it was done is past.
        Assert.False(work.Files.Has($"{cell}/failed.json"));
        Assert.Contains(work.Rows("new"), row => row is ["2026-01-15T04:52:14Z", ..]);

        Assert.Contains(
            "0 cells of old were taken to runs/eval/new, 3 were done there already",
            (await work.Files.RunAsync(s_adopt)).Exits(0).Out
        );
        Assert.Contains("5 of 8 units stale", (await work.RunAsync()).Exits(0).Out);
        Assert.DoesNotContain("step1 20 STS12", work.Calls);
        Assert.Equal(5, work.Calls.Count);

        // What is done and left no result is blank in the report, and said to be.
        var report = (await work.Files.RunAsync("--target=EvaluateReport")).Exits(0).Out;
        Assert.Contains(
            "EvaluateReport: 1 cell has no score and is left blank: runs/eval/new/report/blank.csv lists all\n  1 × others have done it and left no result (--force with --only evaluates it): 410m/step2/layer_003/STS12\n",
            report
        );
        Assert.Equal(8, File.ReadAllLines(work.Files["runs/eval/new/report/scores.csv"]).Length);
        Assert.Contains("\nstep2,,", work.Files.Read("runs/eval/new/report/410m/STS12.csv"));
    }

    [Fact]
    public async Task A_look_changes_nothing_and_what_is_no_run_is_refused()
    {
        using var work = OldRun();

        Assert.Contains(
            "3 cells of old would be taken",
            (await work.Files.RunAsync([.. s_adopt, "--dryrun"])).Exits(0).Out
        );
        Assert.False(Directory.Exists(work.Files["runs"]));
        Assert.Contains(
            "name its directory: --set adopt.from=DIR",
            (await work.Files.RunAsync("--target=Adopt")).Exits(2).Error
        );
        Assert.Contains(
            "is no run directory: it has no outputs/mteb/",
            (await work.Files.RunAsync("--target=Adopt", "--set=adopt.from=configs")).Exits(2).Error
        );
    }

    [Fact]
    public async Task A_report_is_a_table_and_heat_maps_and_is_made_again_when_a_score_changes()
    {
        using var work = new EvaluateWorkspace();
        string[] report = ["--target=EvaluateReport", "--set=run.id=r"];

        Assert.Contains("EvaluateReport: 1 done", (await work.Files.RunAsync(report)).Exits(0).Out);
        var scores = File.ReadAllLines(work.Files["runs/eval/r/report/scores.csv"]);
        Assert.Equal("model,checkpoint,layer,task,score", scores[0]);
        Assert.Equal(9, scores.Length);
        Assert.Equal("410m,step1,3,STS12,0.5", scores[1]);
        Assert.Equal(
            "checkpoint,layer_3,layer_20\nstep1,0.5,0.5\nstep2,0.5,0.5\n",
            work.Files.Read("runs/eval/r/report/410m/STS12.csv").ReplaceLineEndings("\n")
        );
        var picture = work.Files.Read("runs/eval/r/report/410m/SICK-R.svg");
        Assert.Equal(4, picture.Split(">0.500</text>").Length - 1 - 2);
        Assert.Contains(
            "EvaluateReport: 0 of 1 unit stale",
            (await work.Files.RunAsync(report)).Exits(0).Out
        );

        // A result of its own that was lost is to be made again, not blank.
        var lost = "runs/eval/r/outputs/mteb/Pythia/410m/step1/layer_003/STS12";
        File.Delete(work.Files[$"{lost}/STS12.json"]);
        Directory.Delete(work.Files[$"{lost}/results"], recursive: true);
        var ahead = (await work.Files.RunAsync([.. report, "--dryrun"])).Exits(0).Out;
        Assert.Contains("Evaluate: 1 of 8 units stale", ahead);
        Assert.DoesNotContain("blank", ahead);
        (await work.Files.RunAsync(report)).Exits(0);

        work.Files.Write(
            "eval.py",
            work.Files.Read("eval.py").Replace("\"main_score\": 0.5", "\"main_score\": 0.75")
        );
        var again = (await work.Files.RunAsync([.. report, "--force", "--accept-drift"])).Exits(0);
        Assert.Contains("EvaluateReport: 1 done", again.Out);
        Assert.Contains("0.75", work.Files.Read("runs/eval/r/report/scores.csv"));
    }

    [Fact]
    public async Task A_grid_that_is_not_described_is_proposed_and_nothing_is_taken()
    {
        using var work = OldRun();
        string[] adopt = [.. s_adopt, "--set=evaluate.family=Other"];
        var refused = (await work.Files.RunAsync(adopt)).Exits(2);
        Assert.Contains(
            "Adopt: no cell of old is one of the grid of section evaluate, nothing was taken; put the section above into configs/evaluate.yaml",
            refused.Error
        );
        Assert.Single(refused.Error.Trim().Split('\n'));
        Assert.False(Directory.Exists(work.Files["runs"]));

        work.Files.Write("configs/evaluate.yaml", refused.Out);
        Assert.Contains(
            "4 cells of old would be taken",
            (await work.Files.RunAsync([.. s_adopt, "--dryrun"])).Exits(0).Out
        );
    }

    [Fact]
    public async Task Whatever_a_result_says_the_report_is_made_and_what_is_blank_is_named()
    {
        using var work = new EvaluateWorkspace();
        work.Files.Write(
            "eval.py",
            """
            import json, os, sys

            model, revision, layer, task, results = sys.argv[1:6]
            score = {("step1", "3"): float("nan"), ("step1", "20"): None}.get((revision, layer), 0.5)
            made = {"task_name": task, "scores": {"devtest": [{"main_score": score}]}, "evaluation_time": float("inf")}
            if task == "SICK-R":
                made = {"model_name": model, "task_results": [made]}
            os.makedirs(results + "/a", exist_ok=True)
            with open(f"{results}/a/{task}.json", "w", encoding="utf-8-sig") as file:
                json.dump(made, file)

            """
        );

        var first = (await work.Files.RunAsync("--target=EvaluateReport", "--set=run.id=r")).Exits(
            0
        );

        Assert.Contains("Evaluate: 8 done, 0 failed", first.Out);
        var told =
            "EvaluateReport: 4 cells have no score and are left blank: runs/eval/r/report/blank.csv lists all\n  2 × its main_score is NaN: 410m/step1/layer_003/STS12, 410m/step1/layer_003/SICK-R\n  2 × its main_score is null: 410m/step1/layer_020/STS12, 410m/step1/layer_020/SICK-R\n";
        Assert.Contains(told, first.Out);
        Assert.Equal(
            "checkpoint,layer_3,layer_20\nstep1,,\nstep2,0.5,0.5\n",
            work.Files.Read("runs/eval/r/report/410m/SICK-R.csv")
        );
        Assert.Equal(5, File.ReadAllLines(work.Files["runs/eval/r/report/scores.csv"]).Length);
        Assert.Equal(5, File.ReadAllLines(work.Files["runs/eval/r/report/blank.csv"]).Length);
        // Nothing is evaluated again for want of a score, and it is told again.
        var again = (await work.Files.RunAsync("--target=EvaluateReport")).Exits(0);
        Assert.Contains("Evaluate: 0 of 8 units stale", again.Out);
        Assert.Contains(told, again.Out);
    }

    private static EvaluateWorkspace OldRun()
    {
        var work = new EvaluateWorkspace();
        work.Files.Write($"{Old}/step1/layer_20/STS12/done.json", Done);
        work.Files.Write($"{Old}/step1/layer_20/STS12/failed.json", "{\"status\": \"failed\"}");
        work.Files.Write($"{Old}/step1/layer_20/STS12/results/model/STS12.json", Result);
        work.Files.Write($"{Old}/step1/layer_020/SICK-R/done.json", Done);
        work.Files.Write($"{Old}/step1/layer_020/SICK-R/SICK-R.json", Result);
        work.Files.Write($"{Old}/step2/layer_3/STS12/done.json", Done);
        work.Files.Write($"{Old}/step2/layer_003/SICK-R/done.json", "");
        work.Files.Write($"{Old}/step2/layer_20/SICK-R/done.json", Done[..20]);
        work.Files.Write($"{Old}/step2/layer_20/STS12/failed.json", "{\"status\": \"failed\"}");
        work.Files.Write($"{Old}/step2/layer_7/STS12/done.json", Done);
        work.Files.Write(
            "old/progress.csv",
            "timestamp,model_size,revision,layer,task,status,elapsed_sec,output_dir,error\n2026-01-15T04:52:14Z,410m,step1,20,STS12,ok,3.5,x,\n"
        );
        return work;
    }
}
