using Sluice.Engine.Processes;
using Sluice.Workers.Tables.Parquet;
using static Sluice.Tests.EndToEnd.SmallPipeline;

namespace Sluice.Tests.EndToEnd;

/// <summary>Methods in other programs, from the table of methods to the exit code.</summary>
[Trait("Takes", "long")]
public sealed class ExternalMethodRunTests
{
    private const string Shout = """
        import json, sys
        for line in sys.stdin:
            request = json.loads(line)
            words = request["text"].split(" ")
            words[request["seed"] % len(words)] += "!"
            print(json.dumps({"id": request["id"], "text": " ".join(words)}), flush=True)
        """;

    [Fact]
    public async Task A_failing_program_fails_its_combo_alone_and_the_rerun_redoes_only_that()
    {
        using var pipeline = WithMethod("[bash, broken.sh]");
        pipeline.Workspace.Write("broken.sh", "read line\necho no model here >&2\nexit 1\n");
        var result = (await pipeline.RunAsync()).Exits(1);
        Assert.Contains("Augment: 2 done, 1 failed, 0 not run", result.Out);
        Assert.Contains("method my_method: its command 'bash' ended with exit code 1", result.Out);
        Assert.Contains("no model here", result.Out);
        Assert.Matches(
            @"combo_1_my_method \(exit code 1, attempt 1\), log logs/augment/",
            result.Out
        );
        Assert.False(pipeline.Workspace.Has($"{Output}/manifest_final.csv"));
        Assert.True(pipeline.Workspace.Has(Dataset("nlp_ocr")));

        var explained = (await pipeline.RunAsync("--target=Explain")).Exits(0);
        Assert.Contains("combo_1_my_method: failed: method my_method", explained.Out);

        var again = (await pipeline.RunAsync()).Exits(1);
        Assert.Contains("Augment: 1 of 3 units stale", again.Out);
    }

    [Fact]
    public async Task A_program_that_does_not_answer_is_given_up_after_the_time_out()
    {
        using var pipeline = WithMethod("[sleep, '1000']");
        var result = (await pipeline.RunAsync("--set", "run.timeout=1s")).Exits(1);
        Assert.Contains("Augment: 2 done, 1 failed, 0 not run", result.Out);
        Assert.Equal("Augment: 1 failed, 0 not run, of 3 units\n", result.Error);
    }

    [Fact]
    public async Task A_command_written_as_one_text_is_refused_before_anything_runs()
    {
        using var pipeline = WithMethod("python3 shout.py");
        var result = (await pipeline.RunAsync("--dryrun")).Exits(2);
        Assert.Contains(
            "my_method.command: expected a list of program and arguments",
            result.Error
        );
        Assert.Empty(result.Out);
    }

    [Fact]
    public async Task A_working_program_is_asked_for_every_row()
    {
        if (ProgramPath.Find("python3") is null)
            Assert.Skip("python3 is not installed");
        using var pipeline = WithMethod("[python3, shout.py]");
        pipeline.Workspace.Write("shout.py", Shout);
        (await pipeline.RunAsync("--set", "augment.quality.measure=none")).Exits(0);
        var footer = ParquetFooter.Read(pipeline.Workspace[Dataset("my_method")]);
        Assert.InRange(footer.RowCount, 3, 6);
        Assert.Contains("my_method,1,", pipeline.Workspace.Read($"{Output}/manifest_final.csv"));
    }

    [Fact]
    public async Task A_retry_starts_the_program_anew()
    {
        using var pipeline = WithMethod("[bash, once.sh]");
        pipeline.Workspace.Write(
            "once.sh",
            $"mkdir '{pipeline.Workspace["tried"]}' && exit 1\nwhile read line; do id=${{line#*:}}; echo \"{{\\\"id\\\":${{id%%,*}},\\\"text\\\":null}}\"; done\n"
        );
        (await pipeline.RunAsync("--set", "run.retries=1", "--set", "run.backoff=10ms")).Exits(0);
        Assert.Contains("retry 1 of 1", pipeline.Workspace.Read("logs/augment/shard_0_of_2.log"));
        Assert.Contains("my_method,1,0,", pipeline.Workspace.Read($"{Output}/manifest_final.csv"));
    }

    [Fact]
    public async Task A_changed_program_makes_its_combo_stale()
    {
        using var pipeline = WithMethod("[bash, answer.sh]");
        pipeline.Workspace.Write("answer.sh", "exit 1\n");
        (await pipeline.RunAsync("--target=Augment")).Exits(1);
        pipeline.Workspace.Write("answer.sh", "exit 3\n");
        var result = (await pipeline.RunAsync("--target=Augment")).Exits(1);
        Assert.Contains("ended with exit code 3", result.Out);
    }

    [Fact]
    public async Task A_program_that_is_not_installed_is_named()
    {
        using var pipeline = WithMethod("[no-such-program]");
        var result = (await pipeline.RunAsync("--target=Augment")).Exits(2);
        Assert.Contains("Augment: the program no-such-program is not in PATH", result.Error);
    }

    private static SmallPipeline WithMethod(string command)
    {
        var pipeline = new SmallPipeline();
        pipeline.Workspace.Write(
            "configs/augment.yaml",
            Configuration("my_method, nlp_ocr, nlp_spelling")
        );
        pipeline.Workspace.Write(
            "configs/augment_methods.yaml",
            $$"""
            methods:
              - { id: my_method, lib: external, kind: mine, command: {{command}} }
              - { id: nlp_ocr, lib: nlpaug, kind: ocr }
              - { id: nlp_spelling, lib: nlpaug, kind: spelling }

            """
        );
        return pipeline;
    }
}
