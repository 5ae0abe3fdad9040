using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>A target looks at what it needs and no more; looking and operating need no stage to be right.</summary>
[Trait("Takes", "long")]
public sealed class NeededTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public NeededTests()
    {
        _workspace.Write(
            "configs/sweep.yaml",
            """
            sweep:
              matrix: {v: [1, 2]}
              command: [sh, -c, 'echo "$1" > "$2"', sh, "{v}", "{output}"]
              outputs: ["dir/{v}.txt"]

            """
        );
        _workspace.Write("configs/augment.yaml", "augment:\n  combo_mode: all\n");
    }

    [Fact]
    public async Task A_wrong_section_stops_only_what_reads_it()
    {
        (await RunAsync("--target=Sweep")).Exits(0);
        var augment = (await RunAsync("--target=Augment")).Exits(2);
        Assert.Equal(
            "configs/augment.yaml:2: augment.combo_mode: expected a known setting of 'augment', found an unknown one. Did you mean 'augment.combos.mode'?\n",
            augment.Error
        );
        var status = (await RunAsync("--target=Status")).Exits(2);
        Assert.Contains("Sweep                        2           2", status.Out);
        Assert.Equal(augment.Error, status.Error);
        Assert.Contains(
            "v=1: up to date",
            (await RunAsync("--target=Explain", "--stage=Sweep")).Exits(0).Out
        );
        (await RunAsync("--target=Fsck", "--stage=Sweep")).Exits(0);
        (await RunAsync("--target=Clean", "--stage=Sweep", "--yes")).Exits(0);
        Assert.False(_workspace.Has("results/Sweep/dir/1.txt"));
    }

    [Fact]
    public async Task So_does_a_wrong_table_of_methods_and_a_section_that_names_stages()
    {
        _workspace.Write("configs/augment.yaml", "augment: {}\n");
        _workspace.Write("configs/augment_methods.yaml", "methods:\n  - { id: x, libb: nlpaug }\n");
        (await RunAsync("--target=Sweep", "--dryrun")).Exits(0);
        Assert.Contains(
            "configs/augment_methods.yaml:2: ",
            (await RunAsync("--target=MergeManifests")).Exits(2).Error
        );
        _workspace.Write("configs/sweep.yaml", "sweep:\n  matrx: {v: [1, 2]}\n");
        Assert.Contains("'matrix'", (await RunAsync("--target=Sweep")).Exits(2).Error);
        (await RunAsync("--target=Status", "--stage=Corpus")).Exits(0);
        Assert.Contains("'matrix'", (await RunAsync("--target=Clean", "--yes")).Exits(2).Error);
    }

    [Fact]
    public async Task Jobs_can_be_cancelled_whatever_the_sections_say()
    {
        foreach (var section in new[] { "run", "slurm", "sweep", "evaluate", "benchmark" })
            _workspace.Write($"configs/{section}.yaml", $"{section}: {{nonsense: 1}}\n");
        Assert.Contains(
            "no job of this workspace is queued or running",
            (await RunAsync("--target=Cancel")).Exits(0).Out
        );
        Assert.Contains(
            "nothing was submitted from this workspace",
            (await RunAsync("--target=Attach")).Exits(2).Error
        );
    }

    [Fact]
    public async Task What_was_typed_is_never_overlooked() =>
        Assert.Contains(
            "--set augment.sed=7: augment.sed: ",
            (await RunAsync("--target=Sweep", "--set", "augment.sed=7")).Exits(2).Error
        );

    [Fact]
    public async Task Only_is_about_the_targets_own_units()
    {
        foreach (var only in new[] { "sentences", "combo_1_nlp_*", "v=3" })
        {
            var refused = (await RunAsync("--target=Sweep", "--only", only)).Exits(2);
            Assert.Contains(
                $"--only {only}: Sweep has no such unit; the nearest are 'v=",
                refused.Error
            );
            Assert.False(Directory.Exists(_workspace["results"]));
        }
        (await RunAsync("--target=Sweep", "--only", "v=2")).Exits(0);
        Assert.True(_workspace.Has("results/Sweep/dir/2.txt"));
        Assert.False(_workspace.Has("results/Sweep/dir/1.txt"));
    }

    [Fact]
    public async Task Only_runs_no_stage_that_the_chosen_units_do_not_need()
    {
        _workspace.Write(
            "configs/sweep.yaml",
            """
            sweep:
              stages:
                one: { matrix: {a: [1, 2]}, command: "touch {output}", outputs: ["{a}"], may_be_empty: true }
                two: { matrix: {b: [p/1, p/2]}, command: "touch {output}", outputs: ["{b}"], may_be_empty: true }
                three: { matrix: {c: [1]}, inputs_from: [two], command: "cp -n {output} {output}", outputs: ["{c}"] }

            """
        );
        var slash = (await RunAsync("--target=Sweep", "--only", "b=*1")).Exits(2);
        Assert.Contains("* stops at /: try --only '", slash.Error);
        var result = (await RunAsync("--target=Sweep", "--only", "b=p/1", "--dryrun")).Exits(0);
        Assert.StartsWith("two: 2 of 2 units stale, 1 selected", result.Out);
        Assert.DoesNotContain("one:", result.Out);
        Assert.DoesNotContain("three:", result.Out);
    }

    [Fact]
    public async Task A_map_is_set_whole_by_option_and_by_variable()
    {
        var result = await _workspace
            .Start(
                new Dictionary<string, string> { ["SLUICE_SWEEP__EXCLUDE"] = "[{v: 2}]" },
                "--target=Sweep",
                "--dryrun",
                "--set",
                "sweep.matrix.v={from: 1, to: 3}"
            )
            .EndAsync();
        Assert.Equal(
            "Sweep: 2 of 2 units stale, would run in 2 shards:\n  v=1: never ran\n  v=3: never ran\n",
            result.Exits(0).Out
        );
    }

    public void Dispose() => _workspace.Dispose();

    private Task<HostResult> RunAsync(params string[] args) => _workspace.RunAsync(args);
}
