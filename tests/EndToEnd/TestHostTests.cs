using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>The host of tests/Host runs the graph that a workspace describes, and every target sees its stages.</summary>
[Trait("Takes", "long")]
public sealed class TestHostTests
{
    [Fact]
    public async Task A_chain_runs_and_a_rerun_does_nothing()
    {
        using var host = new GraphHost();
        host.Shell("One", 3, "echo one $1 >$2");
        host.Stage(
            "Two",
            """
            {
              "command": ["sh", "-c", "cat \"$1\" >\"$2\"; echo $WORD >>\"$2\"", "sh", "{input}", "{output}"],
              "environment": { "WORD": "{param.word} {param.own}" },
              "glob": "out/one/*.txt",
              "outputs": ["{key}.two"],
              "parameters": { "word": "two", "own": "" },
              "unit_parameters": { "out/one/1.txt": { "own": "mine" } },
              "exclusive": true
            }
            """
        );

        var first = (await host.RunAsync("--target=Two", "--shards", "2")).Exits(0);
        Assert.Contains("One: 3 done, 0 failed", first.Out);
        Assert.Contains("Two: 3 done, 0 failed", first.Out);
        Assert.Equal(
            "one 1\ntwo mine\n",
            host.Workspace.Read(GraphHost.Output("Two", "out/one/1.txt.two"))
        );

        var again = (await host.RunAsync("--target=Two", "--shards", "2")).Exits(0);
        Assert.Contains("One: 0 of 3 units stale", again.Out);
        Assert.Contains("Two: 0 of 3 units stale", again.Out);
    }

    [Fact]
    public async Task A_join_runs_only_when_both_its_sides_are_complete()
    {
        using var host = new GraphHost();
        host.Shell("Left", 2, "test $1 = 0 -o -e mended && echo left >$2");
        host.Shell("Right", 2, "echo right >$2");
        host.Stage(
            "Join",
            """
            {
              "command": ["sh", "-c", "cat out/left/* out/right/* >\"$1\"", "sh", "{output}"],
              "units": ["all"],
              "outputs": ["{key}.txt"]
            }
            """
        );

        var failed = (await host.RunAsync("--target=Join")).Exits(1);
        Assert.Contains("Left: 1 done, 1 failed", failed.Out);
        Assert.False(host.Workspace.Has(GraphHost.Output("Join", "all.txt")));

        host.Workspace.Write("mended", "");
        (await host.RunAsync("--target=Join")).Exits(0);
        Assert.Equal(
            "left\nleft\nright\nright\n",
            host.Workspace.Read(GraphHost.Output("Join", "all.txt"))
        );
    }

    [Fact]
    public async Task Targets_that_look_at_all_stages_look_at_its_own_too()
    {
        using var host = new GraphHost();
        host.Shell("One", 2, "echo >$2");
        host.Workspace.Write("configs/augment.yaml", "augment: { corpus: { source: sample } }\n");
        (await host.RunAsync("--target=One")).Exits(0);

        Assert.Contains("One", (await host.RunAsync("--target=Status")).Exits(0).Out);
        Assert.Contains(
            "One: 0 of 2 units stale\n  0: up to date",
            (await host.RunAsync("--target=Explain", "--stage", "One")).Exits(0).Out
        );
        (await host.RunAsync("--target=Clean", "--stage", "One", "--yes")).Exits(0);
        Assert.False(host.Workspace.Has(GraphHost.Output("One", "0.txt")));
    }
}
