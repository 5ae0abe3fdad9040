using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>Runs' benchmarks become one, as the merge script's users type it and as a stage of the graph.</summary>
[Trait("Takes", "long")]
public sealed class MergeBenchmarkTests : IDisposable
{
    private const string Merged = "runs/all/benchmark_gazevqa.json";

    private static readonly string[] s_typed =
    [
        .. (string[])["--inputs", "runs/ck", "runs/ls/benchmark_gazevqa.json"],
        .. (string[])["--output", Merged, "--merge_name", "both"],
    ];

    private readonly Workspace _workspace = new();

    public MergeBenchmarkTests()
    {
        _workspace.Write("runs/ck/benchmark_gazevqa.json", Benchmark("ck", "a", "b"));
        _workspace.Write("runs/ls/benchmark_gazevqa.json", Benchmark("ls", "c", "b"));
    }

    [Fact]
    public async Task It_is_typed_as_before_and_redone_only_when_an_input_changes()
    {
        var result = (await MergeAsync(s_typed)).Exits(0);
        Assert.Contains($"Merged {Merged}\n  Samples: 3 of 2 inputs, in 1 bundle\n", result.Out);
        Assert.Contains(
            "Duplicates dropped: 0 equal, 1 conflicting: see benchmark_gazevqa.merge_report.json",
            result.Out
        );
        Assert.Contains("\"run_name\": \"both\"", _workspace.Read(Merged));
        var before = _workspace.Hashes("runs", "benchmark*.json");
        Assert.Equal(4, before.Count);

        Assert.Equal(
            "MergeBenchmark: 0 of 1 unit stale, all up to date\n",
            (await MergeAsync(s_typed)).Exits(0).Out
        );
        Assert.Equal(before, _workspace.Hashes("runs", "benchmark*.json"));

        _workspace.Write("runs/ls/benchmark_gazevqa.json", Benchmark("ls", "d"));
        result = (await MergeAsync([.. s_typed, "--dryrun"])).Exits(0);
        Assert.Contains("input `runs/ls/benchmark_gazevqa.json` changed", result.Out);
        Assert.Contains("Samples: 3 of 2 inputs", (await MergeAsync(s_typed)).Exits(0).Out);
    }

    [Fact]
    public async Task A_torn_input_is_refused_by_byte_and_the_old_output_stays()
    {
        (await MergeAsync(s_typed)).Exits(0);
        var whole = _workspace.Read("runs/ls/benchmark_gazevqa.json");
        _workspace.Write("runs/ls/benchmark_gazevqa.json", whole[..40]);
        var before = _workspace.Hashes("runs", "benchmark*.json");

        var result = (await MergeAsync(s_typed)).Exits(1);

        Assert.Contains(
            "runs/ls/benchmark_gazevqa.json, byte 40: the file ends in the middle; mend the file or make it anew",
            result.Out
        );
        Assert.DoesNotContain("   at ", result.Out + result.Error);
        Assert.Equal(before, _workspace.Hashes("runs", "benchmark*.json"));
    }

    [Fact]
    public async Task Statistics_that_are_no_numbers_are_merged_and_summed_up_and_bad_samples_told()
    {
        _workspace.Write(
            "runs/ck/benchmark_gazevqa.json",
            """{"meta":{"x":NaN},"reject_stats":{"mean":NaN,"max":Infinity},"frame_stats":{"low":-Infinity},"samples":[{"task_id":1,"question":"a"},null,{"task_id":"x"}]}"""
        );
        Assert.Contains(
            "runs/ck/benchmark_gazevqa.json, sample 1, byte 133: a sample that is an object",
            (await MergeAsync(s_typed)).Exits(1).Out
        );

        var result = (await MergeAsync([.. s_typed, "--skip-bad-samples"])).Exits(0);

        Assert.Contains("Samples: 3 of 2 inputs", result.Out);
        Assert.Contains(
            "Bad samples dropped: 2: see benchmark_gazevqa.merge_report.json",
            result.Out
        );
        Assert.Contains("\"mean\": NaN", _workspace.Read(Merged));
        Assert.Contains(
            "0 of 1 unit stale",
            (await MergeAsync([.. s_typed, "--set=benchmark.skip_bad_samples=true"])).Exits(0).Out
        );
    }

    [Fact]
    public async Task Two_outputs_in_one_directory_do_not_disturb_each_other()
    {
        string[] first = ["--inputs=runs/ck", "--output=out/one.json"];
        string[] second = ["--inputs=runs/ls", "--inputs=runs/ck", "--output=out/two.json"];
        (await MergeAsync(first)).Exits(0);
        (await MergeAsync(second)).Exits(0);
        Assert.Contains("0 of 1 unit stale", (await MergeAsync(first)).Exits(0).Out);
        Assert.Contains("0 of 1 unit stale", (await MergeAsync(second)).Exits(0).Out);
        Assert.Contains("\"run_name\": \"out\"", _workspace.Read("out/two.json"));
        Assert.True(_workspace.Has("out/one.merge_report.json"));
    }

    [Fact]
    public async Task As_a_stage_of_the_graph_it_is_configured_and_without_inputs_passed_over()
    {
        _workspace.Write("data/in.csv", "text\nThe weather was wonderful yesterday.\n");
        _workspace.Write(
            "configs/augment.yaml",
            "augment: {input: data/in.csv, text_column: text, methods: [nlp_ocr], corpus: {source: sample}}\n"
        );
        Assert.DoesNotContain(
            "MergeBenchmark",
            (await _workspace.RunAsync("--dryrun")).Exits(0).Out
        );

        _workspace.Write(
            "configs/benchmark.yaml",
            "benchmark: {inputs: [runs/ls, runs/ck], merge_name: mine}\n"
        );
        (await _workspace.RunAsync("--target=Merge")).Exits(0);
        Assert.True(_workspace.Has("data/processed/augsets/manifest_final.csv"));
        Assert.Contains(
            "\"merge_name\": \"mine\"",
            _workspace.Read("runs/mine/benchmark_gazevqa.json")
        );
        Assert.Contains(
            "MergeBenchmark               1           1",
            (await _workspace.RunAsync("--target=Status")).Exits(0).Out
        );
    }

    [Theory]
    [InlineData("", "no inputs; name run directories or files: --inputs RUN… --output FILE")]
    [InlineData("--inputs runs/none", "the input runs/none/benchmark_gazevqa.json is not there")]
    [InlineData("--inputs runs/ck runs", "the input runs/benchmark_gazevqa.json is not there")]
    [InlineData(
        "--inputs runs/ck runs/ck/benchmark_gazevqa.json",
        "the input runs/ck/benchmark_gazevqa.json is there twice; name it once"
    )]
    [InlineData(
        "--inputs runs/ck runs/ls --output runs/ls/benchmark_gazevqa.json",
        "runs/ls/benchmark_gazevqa.json"
    )]
    [InlineData(
        "--inputs runs/ck --output runs",
        "the output runs is a directory; name a file in it"
    )]
    [InlineData("--inputs --output x.json", "--inputs wants a value: --inputs RUN…")]
    [InlineData("--inputs=runs/ck runs/ls", "'runs/ls' is no option")]
    public async Task A_slip_is_told_in_one_line_and_nothing_is_written(string typed, string told)
    {
        var before = _workspace.Hashes("runs", "benchmark*.json");
        var result = (
            await MergeAsync(typed.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        ).Exits(2);
        Assert.Contains(told, result.Error);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
        Assert.Equal(before, _workspace.Hashes("runs", "benchmark*.json"));
    }

    public void Dispose() => _workspace.Dispose();

    private Task<HostResult> MergeAsync(params string[] args) =>
        _workspace.RunAsync(["--target=MergeBenchmark", .. args]);

    private static string Benchmark(string run, params string[] questions) =>
        $$"""{"meta":{"run_name":"{{run}}"},"samples":[{{string.Join(",", questions.Select(q => $$"""{"task_id":1,"question":"{{q}}","scene":"lab","timestamp":"1","by":"{{run}}"}"""))}}]}""";
}
