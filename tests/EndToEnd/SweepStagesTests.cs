using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>Stages of a sweep that follow each other, and combinations with resources of their own.</summary>
[Trait("Takes", "long")]
public sealed class SweepStagesTests : IDisposable
{
    private const string Stages = """
        sweep:
          stages:
            fit:
              matrix:
                file: {glob: "data/*.txt"}
                seed: [1, 2]
              command: sh fit.sh {file} {seed} {output}
              outputs: ["{file.stem}-{seed}.txt"]
              resources:
                big: {when: {file.stem: b}, slurm: {mem: 8G}}
            score:
              matrix:
                file: {glob: "data/*.txt"}
              inputs_from: [fit]
              command: [sh, join.sh, score, "{output}", "{inputs}"]
              outputs: ["{file.stem}.score"]
            all:
              inputs_from: [score]
              command: [sh, join.sh, all, "{output}", "{inputs}"]
              outputs: [all.txt]
            sizes:
              matrix: {part: {glob: "results/fit/*.txt"}}
              after: [fit]
              command: [sh, join.sh, size, "{output}", "{input}"]
              outputs: ["{part.stem}.size"]

        """;

    private readonly Workspace _workspace = new();

    public SweepStagesTests()
    {
        _workspace.Write("configs/sweep.yaml", Stages);
        _workspace.Write("data/a.txt", "text a");
        _workspace.Write("data/b.txt", "text b");
        _workspace.Write(
            "fit.sh",
            "echo \"fit $(basename \"$1\" .txt)-$2\" >> runs\necho \"$(cat \"$1\") $2\" > \"$3\"\n"
        );
        _workspace.Write(
            "join.sh",
            "name=$1 out=$2; shift 2; echo \"$name $(basename \"$out\")\" >> runs; cat \"$@\" > \"$out\"\n"
        );
    }

    [Fact]
    public async Task A_dry_run_shows_all_stages_before_anything_is_made()
    {
        var shown = (await RunAsync("--dryrun", "--shards=1")).Exits(0);
        Snapshot.Matches(shown.Out);
        Assert.False(Directory.Exists(_workspace["results"]));
    }

    [Fact]
    public async Task A_stage_reads_what_shares_its_values_and_a_change_goes_only_that_way()
    {
        (await RunAsync()).Exits(0);
        Assert.Equal("text a 1\ntext a 2\n", _workspace.Read("results/score/a.score"));
        Assert.Equal(
            "text a 1\ntext a 2\ntext b 1\ntext b 2\n",
            _workspace.Read("results/all/all.txt")
        );
        Assert.Equal("text b 2\n", _workspace.Read("results/sizes/b-2.size"));
        Assert.Equal([], await DoneAsync());

        _workspace.Write("data/a.txt", "changed");
        Assert.Equal(
            [
                "all all.txt",
                "fit a-1",
                "fit a-2",
                "score a.score",
                "size a-1.size",
                "size a-2.size",
            ],
            await DoneAsync()
        );
        // One seed less: what is read by score changes, although nothing is made anew.
        _workspace.Write("configs/sweep.yaml", Stages.Replace("[1, 2]", "[1]"));
        Assert.Equal(["all all.txt", "score a.score", "score b.score"], await DoneAsync());
    }

    [Fact]
    public async Task A_unit_under_another_rule_is_done_again()
    {
        (await RunAsync()).Exits(0);
        _workspace.Write(
            "configs/sweep.yaml",
            Stages.Replace("{file.stem: b}", "{file.stem: b, seed: 2}")
        );
        Assert.Contains("fit b-1", await DoneAsync());
    }

    [Fact]
    public async Task Looking_and_operating_know_each_stage()
    {
        (await RunAsync()).Exits(0);
        var status = (await _workspace.RunAsync("--target=Status", "--stage=fit_big")).Exits(0).Out;
        Assert.Matches(@"fit_big +2 +2 +0 +0", status);
        Assert.DoesNotContain("score", status);
        var explained = await _workspace.RunAsync("--target=Explain", "--stage=score");
        Assert.Contains("file=data/a.txt: up to date", explained.Exits(0).Out);
        (await _workspace.RunAsync("--target=Clean", "--stage=score", "--yes")).Exits(0);
        Assert.False(_workspace.Has("results/score/a.score"));
        Assert.True(_workspace.Has("results/fit/a-1.txt"));
        Assert.Equal(["score a.score", "score b.score"], await DoneAsync());
    }

    [Fact]
    public async Task A_stage_may_have_the_lines_of_a_file_that_an_earlier_one_makes()
    {
        _workspace.Write(
            "configs/sweep.yaml",
            """
            sweep:
              stages:
                list:
                  command: [sh, -c, 'printf "a\nb\n" > $1', sh, "{output}"]
                  outputs: [names.txt]
                each:
                  matrix: {name: {lines: results/list/names.txt}}
                  after: [list]
                  command: [sh, -c, 'echo $1 > $2', sh, "{name}", "{output}"]
                  outputs: ["{name}.txt"]

            """
        );
        var shown = (await RunAsync("--dryrun")).Exits(0);
        Assert.Contains(
            "each has units once results/list/names.txt is made by a stage before it",
            shown.Out
        );
        (await RunAsync()).Exits(0);
        Assert.Equal("b\n", _workspace.Read("results/each/b.txt"));
        Assert.Contains("each: 0 of 2 units stale", (await RunAsync()).Exits(0).Out);
    }

    [Fact]
    public async Task On_a_cluster_each_rule_is_an_array_with_its_own_resources()
    {
        var shown = (await RunAsync("--dryrun", "--executor=slurm", "--shards=2")).Exits(0);
        var scripts = shown.Out.Split("#SBATCH --job-name=")[1..];
        Assert.Equal(5, scripts.Length);
        Assert.Single(scripts, s => s.Contains("#SBATCH --mem=8G", StringComparison.Ordinal));
        Assert.Contains("fit_big", scripts.Single(s => s.Contains("--mem=8G")));
    }

    private async Task<IReadOnlyList<string>> DoneAsync(params string[] args)
    {
        File.Delete(_workspace["runs"]);
        (await RunAsync(args)).Exits(0);
        return _workspace.Has("runs")
            ? [.. File.ReadAllLines(_workspace["runs"]).Order(StringComparer.Ordinal)]
            : [];
    }

    private Task<HostResult> RunAsync(params string[] args) =>
        _workspace.RunAsync(["--target=Sweep", .. args]);

    public void Dispose() => _workspace.Dispose();
}
