using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>Any command over any values: what is made, what a change redoes, what is refused.</summary>
[Trait("Takes", "long")]
public sealed class SweepTests : IDisposable
{
    private const string OneStage = """
        sweep:
          matrix:
            file: {glob: "data/*.txt"}
            seed: [1, 2]
          command: sh fit.sh {file} {seed} {output}
          outputs: ["{file.stem}-{seed}.txt"]

        """;

    private readonly Workspace _workspace = new();

    [Fact]
    public async Task The_example_runs_and_its_rerun_has_nothing_to_do()
    {
        var first = (await RunAsync()).Exits(0);
        Assert.Contains("Sweep: 24 of 24 units stale", first.Out);
        Assert.Equal("good,200,exact,4\n", _workspace.Read("results/Sweep/good/200-exact.csv"));
        var again = (await RunAsync()).Exits(0);
        Assert.Equal("Sweep: 0 of 24 units stale, all up to date\n", again.Out);
        var more = (
            await RunAsync("--set", "sweep.matrix.word=[good, bad, time, 'not good']", "--dryrun")
        ).Exits(0);
        Assert.Contains("Sweep: 8 of 32 units stale", more.Out);
        Assert.Contains("word=not good,rows=50,match=exact: never ran", more.Out);
    }

    [Fact]
    public async Task The_example_is_looked_at_only_where_it_was_run()
    {
        async Task<string> Status() => (await _workspace.RunAsync("--target=Status")).Exits(0).Out;
        Assert.DoesNotContain("Sweep", await Status());
        (await RunAsync()).Exits(0);
        Assert.Contains("Sweep", await Status());
    }

    [Fact]
    public async Task A_change_redoes_only_what_depends_on_it()
    {
        Write(OneStage);
        Assert.Equal(["a-1", "a-2", "b-1", "b-2"], await DoneAsync());
        Assert.Equal([], await DoneAsync());
        Write(OneStage.Replace("[1, 2]", "[1, 3]"));
        Assert.Equal(["a-3", "b-3"], await DoneAsync());
        Write(OneStage);
        Assert.Equal([], await DoneAsync());
        _workspace.Write("data/a.txt", "changed");
        Assert.Equal(["a-1", "a-2"], await DoneAsync());
        Assert.Equal("changed 1", _workspace.Read("results/Sweep/a-1.txt"));
        _workspace.Write("data/c.txt", "new");
        Assert.Equal(["c-1", "c-2"], await DoneAsync());
        _workspace.Write("fit.sh", _workspace.Read("fit.sh") + "# other\n");
        Assert.Equal(["a-1", "a-2", "b-1", "b-2", "c-1", "c-2"], await DoneAsync());
        Assert.Equal(["b-2"], await DoneAsync("--force", "--only", "**/b.txt,seed=2"));
    }

    [Fact]
    public async Task One_that_cannot_be_planned_does_not_hide_how_far_the_others_are()
    {
        Write(OneStage.Replace("data/*.txt", "no/*"));
        var status = (await _workspace.RunAsync("--target=Status")).Exits(2);
        Assert.Contains("Corpus", status.Out);
        Assert.Contains("Augment", status.Out);
        Assert.Contains("no file of the workspace matches no/*", status.Error);
        Assert.Single(status.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Values_arrive_unchanged_as_one_argument()
    {
        Write(
            """
            sweep:
              matrix: {x: ["a b", "q'u\"o", "l1\nl2", "c,d=e", "$HOME `x`", "{y}", "-n", "ü✓", "*", "\\"], i: 1..1}
              command: [sh, -c, 'printf "%s|%s" "$1" "$V" > "$2"', sh, "{x}", "{output}"]
              environment: {V: "<{x}>"}
              outputs: ["{key}.txt"]

            """
        );
        (await RunAsync()).Exits(0);
        string[] values =
        [
            "a b",
            "q'u\"o",
            "l1\nl2",
            "c,d=e",
            "$HOME `x`",
            "{y}",
            "-n",
            "ü✓",
            "*",
            "\\",
        ];
        foreach (var value in values)
            Assert.Equal($"{value}|<{value}>", _workspace.Read($"results/Sweep/x={value},i=1.txt"));
        Assert.Contains("0 of 10 units stale", (await RunAsync()).Out);
    }

    [Fact]
    public async Task Combinations_are_left_out_and_added()
    {
        Write(
            """
            sweep:
              matrix: {x: [a, b], y: 1..2}
              exclude: [{x: a, y: 1}, {x: c}]
              include: [{x: z, y: 9}]
              values: {layers: {of: "{x}", map: {z: 24}, else: 12}}
              command: [sh, -c, 'echo $1 > $2', sh, "{layers}", "{output}"]
              outputs: ["{x}{y}.txt"]

            """
        );
        var run = (await RunAsync()).Exits(0);
        Assert.Contains("exclude {x: c} leaves nothing out", run.Out);
        Assert.Equal(
            ["a2.txt", "b1.txt", "b2.txt", "z9.txt"],
            Directory.GetFiles(_workspace["results/Sweep"]).Select(Path.GetFileName).Order()
        );
        Assert.Equal("24\n", _workspace.Read("results/Sweep/z9.txt"));
        Assert.Equal("12\n", _workspace.Read("results/Sweep/a2.txt"));
    }

    [Theory]
    [InlineData(
        "matrix: {x: [a, b]}\n  outputs: [same]",
        "'x=a' and 'x=b' both make 'same'; put {x} into outputs"
    )]
    [InlineData(
        "matrix: {x: [a, b]}\n  key: k\n  outputs: [\"{x}\"]",
        "two combinations are called 'k'; put {x} into key"
    )]
    [InlineData(
        "matrix: {x: [a]}\n  include: {x: a}\n  outputs: [\"{x}\"]",
        "two combinations are called 'x=a'; take one of them out of matrix or include"
    )]
    [InlineData("matrix: {x: [a, a]}\n  outputs: [\"{x}\"]", "'a' twice; take one out")]
    [InlineData("matrix: {x: [../../a]}\n  outputs: [\"{x}\"]", "'../../a', which lies outside")]
    [InlineData(
        "matrix: {x: {glob: no/*}}\n  outputs: [\"{x}\"]",
        "no file of the workspace matches no/*"
    )]
    [InlineData(
        "matrix: {t: {csv: t.csv}}\n  outputs: [\"{t.cl}\"]",
        "c.yaml:3: stage Sweep: t.col=1: '{t.cl}', and there is no 't.cl'; names are t.col"
    )]
    [InlineData(
        "matrix: {x: [a]}\n  outputs: [\"{x}\"]\n  inputs: [no.txt]",
        "the input no.txt is not there"
    )]
    [InlineData(
        "outputs: [a]\n  inputs: [data]",
        "the input data is a directory; inputs are files: take them by an axis, {glob: \"data/*\"}"
    )]
    [InlineData(
        "outputs: [a]\n  inputs: [\"data/*.txt\"]",
        "the input data/*.txt is not there; a pattern is no input: take the files by an axis, {glob: \"data/*.txt\"}"
    )]
    [InlineData(
        "outputs: [a]\n  command: no-such-program {output}",
        "Sweep: the program no-such-program is not in PATH; install it, or write its path"
    )]
    [InlineData(
        "outputs: [a]\n  command: sh data/no.sh {output}",
        "Sweep: the script data/no.sh is not there"
    )]
    [InlineData(
        "outputs: [a]\n  working_directory: nowhere",
        "Sweep: the working directory nowhere is not there"
    )]
    [InlineData(
        "stages: {a: {command: 'touch {output}', outputs: [x]}, b: {command: 'no-such-program {output}', outputs: [y], after: [a]}}",
        "b: the program no-such-program is not in PATH"
    )]
    [InlineData(
        "matrix: {x: [a]}\n  outputs: [\"{x}\"]\n  command: echo {x} > {output}",
        "sweep.command: expected one line"
    )]
    [InlineData(
        "stages: {Augment: {command: 'x {output}', outputs: [x]}}",
        "names that no other stage has, found 'Augment'"
    )]
    [InlineData(
        "stages: {a: {command: 'x {output}', outputs: [x], directory: d}, b: {command: 'x {output}', outputs: [x], directory: d}}",
        "a and b both make d/x"
    )]
    [InlineData(
        "stages: {a: {matrix: {x: [1]}, command: 'x {output}', outputs: [x]}, b: {matrix: {x: [1, 2]}, command: 'x {output}', outputs: [\"{x}\"], inputs_from: [a]}}",
        "stage b: x=2: stage a, which it reads from, has no combination with x=2"
    )]
    public async Task What_is_wrong_is_refused_in_one_line_and_nothing_runs(
        string yaml,
        string told
    )
    {
        _workspace.Write("t.csv", "col\n1\n");
        _workspace.Write("data/a.txt", "");
        var command = yaml.Contains("command", StringComparison.Ordinal)
            ? ""
            : "  command: echo {output}\n";
        _workspace.Write("c.yaml", $"sweep:\n{command}  {yaml}\n");
        var refused = (await RunAsync("--config", "c.yaml")).Exits(2);
        Assert.Contains(told, refused.Error);
        Assert.Single(refused.Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("running in", refused.Out);
    }

    [Fact]
    public async Task What_another_sweep_made_in_the_same_place_is_never_replaced_without_a_word()
    {
        string Sweep(string axis) =>
            $"sweep: {{matrix: {{{axis}: [1]}}, command: [sh, -c, 'echo {axis} > $1', sh, \"{{output}}\"], outputs: [\"{{{axis}}}.txt\"]}}\n";
        Write(Sweep("a"));
        (await RunAsync()).Exits(0);
        Write(Sweep("b"));
        Assert.Contains(
            "Sweep: replaces what other units made: results/Sweep/1.txt of unit a=1; to keep it, set another directory",
            (await RunAsync("--dryrun")).Exits(0).Out
        );
        (await RunAsync()).Exits(0);
        Write(Sweep("a"));
        Assert.Contains("1.txt of unit b=1", (await RunAsync()).Exits(0).Out);
        Assert.Equal("a\n", _workspace.Read("results/Sweep/1.txt"));
        Assert.DoesNotContain("replaces", (await RunAsync("--force")).Exits(0).Out);
    }

    [Fact]
    public async Task What_a_sweep_made_is_never_an_input_of_its_own()
    {
        _workspace.Write("in/a.csv", "1\n");
        Write(
            "sweep: {matrix: {f: {glob: \"**/*.csv\"}}, command: \"cp {f} {output}\", outputs: [\"{f.stem}.out.csv\"], directory: in}\n"
        );
        Assert.Contains("1 of 1 unit stale", (await RunAsync()).Exits(0).Out);
        Assert.Contains("0 of 1 unit stale", (await RunAsync()).Exits(0).Out);
    }

    [Fact]
    public async Task Ctrl_C_keeps_what_is_done_and_the_next_run_does_the_rest()
    {
        Write(
            """
            sweep:
              matrix: {x: 1..4}
              command: [sh, -c, 'echo $1 >> runs; [ $1 = 1 ] || [ -e go ] || sleep 60; echo > "$2"', sh, "{x}", "{output}"]
              outputs: ["{x}"]

            """
        );
        var host = _workspace.Start("--target=Sweep", "--shards=1");
        await Wait.UntilAsync(
            () => _workspace.Has("runs") && File.ReadAllLines(_workspace["runs"]).Length == 2,
            "the second unit"
        );
        host.Signal("INT");
        (await host.EndAsync()).Exits(130);
        Assert.True(_workspace.Has("results/Sweep/1"));
        Assert.False(_workspace.Has("results/Sweep/2"));
        _workspace.Write("go", "");
        Assert.Contains("3 of 4 units stale", (await RunAsync("--shards=1")).Exits(0).Out);
        Assert.Equal("1 2 2 3 4", string.Join(' ', File.ReadAllLines(_workspace["runs"])));
    }

    [Fact]
    public async Task Two_at_once_do_no_unit_twice()
    {
        Write(
            """
            sweep:
              matrix: {x: 1..6}
              command: [sh, -c, 'echo $1 >> runs; sleep 0.3; echo > "$2"', sh, "{x}", "{output}"]
              outputs: ["{x}"]

            """
        );
        var both = await Task.WhenAll(RunAsync(), RunAsync());
        Assert.All(both, run => run.Exits(0));
        Assert.Equal(["1", "2", "3", "4", "5", "6"], File.ReadAllLines(_workspace["runs"]).Order());
    }

    /// <summary>The outputs that a run made, by their names without extension.</summary>
    private async Task<IReadOnlyList<string>> DoneAsync(params string[] args)
    {
        File.Delete(_workspace["runs"]);
        (await RunAsync(args)).Exits(0);
        return _workspace.Has("runs")
            ? [.. File.ReadAllLines(_workspace["runs"]).Order(StringComparer.Ordinal)]
            : [];
    }

    private void Write(string yaml)
    {
        _workspace.Write("configs/sweep.yaml", yaml);
        if (_workspace.Has("fit.sh"))
            return;
        _workspace.Write("data/a.txt", "text a");
        _workspace.Write("data/b.txt", "text b");
        _workspace.Write(
            "fit.sh",
            "echo \"$(basename \"$1\" .txt)-$2\" >> runs\nprintf '%s %s' \"$(cat \"$1\")\" \"$2\" > \"$3\"\n"
        );
    }

    private Task<HostResult> RunAsync(params string[] args) =>
        _workspace.RunAsync(["--target=Sweep", .. args]);

    public void Dispose() => _workspace.Dispose();
}
