using Sluice.Engine;
using Sluice.Engine.Commands;
using Sluice.Engine.Graph;
using Sluice.Engine.Stages;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Working;

/// <summary>Commands that end well and leave something else than their output: told, and never committed.</summary>
public sealed class BadOutputTests : IDisposable
{
    private readonly TestStage _stage = new();

    [Theory]
    [InlineData("", "output `a.txt` was not made")]
    [InlineData(": > \"$1\"", "output `a.txt` is empty")]
    [InlineData("mkdir \"$1\"", "output `a.txt` is a directory, not a file")]
    [InlineData("mkfifo \"$1\"", "output `a.txt` is a named pipe, not a file")]
    [InlineData(
        "ln -s /etc/hostname \"$1\"",
        "output `a.txt` is a link to /etc/hostname, not a file"
    )]
    [InlineData("ln -s nowhere \"$1\"", "output `a.txt` is a link to nowhere, not a file")]
    [InlineData("echo x > \"$1\"; rm \"$1\"", "output `a.txt` was not made")]
    [InlineData("rm -rf \"$(dirname \"$1\")\"", "output `a.txt` was not made")]
    public async Task What_is_no_output_is_told_and_the_old_one_stays(string script, string told)
    {
        _stage.Workspace.Write("out/a.txt", "old");

        Assert.Equal(ExitCode.UnitFailed, await RunAsync(script));

        Assert.Equal(told, _stage.Ledger.Failed("a")!.Error);
        Assert.Equal($"a: failed: {told}", Assert.Single(_stage.Stale()));
        Assert.Equal("old", _stage.Workspace.Read("out/a.txt"));
    }

    [Theory]
    [InlineData("a directory has its name; move that away", "a.txt")]
    [InlineData("a file stands where its directory `deep` should be", "deep/a.txt")]
    public async Task What_stands_in_the_way_of_an_output_is_told_and_left(
        string told,
        string output
    )
    {
        _stage.Workspace.Write(output == "a.txt" ? "out/a.txt/mine" : "out/deep", "mine");

        Assert.Equal(ExitCode.UnitFailed, await RunAsync("echo new > \"$1\"", output));

        Assert.Contains(told, _stage.Ledger.Failed("a")!.Error);
        Assert.Equal(
            "mine",
            _stage.Workspace.Read(output == "a.txt" ? "out/a.txt/mine" : "out/deep")
        );

        Directory.Delete(_stage.Workspace["out"], recursive: true);
        Assert.Equal(ExitCode.Done, await RunAsync("echo new > \"$1\"", output));
        Assert.Equal("new\n", _stage.Workspace.Read($"out/{output}"));
    }

    [Fact]
    public async Task A_parent_that_is_a_link_out_of_the_root_is_never_written_through()
    {
        var elsewhere = Directory.CreateDirectory(_stage.Workspace["elsewhere"]).FullName;
        Directory.CreateDirectory(_stage.Workspace["out"]);
        File.CreateSymbolicLink(_stage.Workspace["out/deep"], elsewhere);

        Assert.Equal(ExitCode.UnitFailed, await RunAsync("echo new > \"$1\"", "deep/a.txt"));

        Assert.Contains("out of the output root", _stage.Ledger.Failed("a")!.Error);
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere));
    }

    [Fact]
    public async Task A_half_written_output_stays_in_staging_when_its_command_fails()
    {
        Assert.Equal(ExitCode.UnitFailed, await RunAsync("echo half > \"$1\"; exit 1"));
        Assert.False(_stage.Workspace.Has("out/a.txt"));
        Assert.Empty(
            Directory.GetFiles(_stage.Stage.Paths.Staging, "*", SearchOption.AllDirectories)
        );
    }

    [Fact]
    public async Task What_a_command_leaves_running_in_the_background_writes_nothing_more()
    {
        Assert.Equal(
            ExitCode.Done,
            await RunAsync("echo done > \"$1\"; (sleep 0.3; echo late >> \"$1\") &")
        );
        await Task.Delay(600);
        Assert.Equal("done\n", _stage.Workspace.Read("out/a.txt"));
        Assert.Empty(_stage.Stale());
    }

    [Fact]
    public async Task What_escapes_its_group_and_writes_late_is_seen_by_the_next_plan()
    {
        Assert.Equal(
            ExitCode.Done,
            await RunAsync(
                "echo done > \"$1\"; setsid sh -c ': > escaped; while [ ! -e go ]; do sleep 0.05; done; echo late; : > gone' >> \"$1\" & while [ ! -e escaped ]; do sleep 0.02; done"
            )
        );
        Assert.Empty(_stage.Stale());
        _stage.Workspace.Write("go", "");
        await Wait.UntilAsync(() => _stage.Workspace.Has("gone"), "the late writer");
        Assert.Equal(["a: output `a.txt` modified"], _stage.Stale());
    }

    [Fact]
    public async Task Times_that_are_equal_or_lie_in_the_future_hide_no_change()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("echo one > \"$1\""));
        var output = _stage.Workspace["out/a.txt"];
        var input = _stage.Workspace["in/a.txt"];
        var future = DateTime.UtcNow.AddYears(1);
        File.SetLastWriteTimeUtc(output, future);
        File.SetLastWriteTimeUtc(input, future);
        Assert.Empty(_stage.Stale());

        File.WriteAllText(output, "two\n");
        File.SetLastWriteTimeUtc(output, future);
        Assert.Equal(["a: output `a.txt` modified"], _stage.Stale());

        Assert.Equal(ExitCode.Done, await RunAsync("echo one > \"$1\""));
        File.WriteAllText(input, "TEXT of a");
        File.SetLastWriteTimeUtc(input, future);
        Assert.Equal(["a: input `in/a.txt` changed"], _stage.Stale());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_clock_that_jumps_an_hour_changes_nothing(int hours)
    {
        Arrange("echo \"$2\" > \"$1\"", "a.txt");
        Assert.Equal(ExitCode.Done, await RunAsync(new JumpingClock(TimeSpan.FromHours(hours))));
        Assert.Empty(_stage.Stale());

        _stage.Change("a", u => u with { Parameters = TestStage.Map(("seed", "43")) });
        Assert.Equal(["a: parameter `seed` 42→43"], _stage.Stale());
        // The later run's clock is behind the earlier one's, or ahead of it: its record counts.
        Assert.Equal(ExitCode.Done, await RunAsync(new JumpingClock(TimeSpan.FromHours(-hours))));
        Assert.Empty(_stage.Stale());
        Assert.Equal("43\n", _stage.Workspace.Read("out/a.txt"));
    }

    [Fact]
    public async Task A_stage_without_units_is_done()
    {
        _stage.Stage = _stage.Stage with { Units = [] };
        Assert.Empty(_stage.Plan().Units);
        Assert.Equal(ExitCode.Done, await _stage.RunAsync());
    }

    public void Dispose() => _stage.Dispose();

    private Task<int> RunAsync(string script, string output = "a.txt")
    {
        Arrange(script, output);
        return _stage.RunAsync();
    }

    private Task<int> RunAsync(TimeProvider clock) =>
        new WorkerLoop(
            _stage.Plan(),
            new Shard(0, 1),
            new WorkerRegistry(),
            TextWriter.Synchronized(_stage.Log),
            clock
        ).RunAsync(default);

    private void Arrange(string script, string output) =>
        _stage.Stage = _stage.Stage with
        {
            Worker = CommandWorker.Name,
            Command = new CommandTemplate
            {
                Arguments = ["sh", "-c", script, "sh", "{output}", "{param.seed}"],
            },
            Units = [_stage.Copying("a") with { Outputs = [output] }],
        };

    /// <summary>Each look at it is as far from the last as it jumps.</summary>
    private sealed class JumpingClock(TimeSpan jump) : TimeProvider
    {
        private long _looks;

        public override DateTimeOffset GetUtcNow() =>
            System.GetUtcNow() + jump * Interlocked.Increment(ref _looks);
    }
}
