using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Commands;
using Sluice.Engine.Graph;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Commands;

/// <summary>What commands print is found again whole, and does not cost a file a unit.</summary>
public sealed class UnitLogsTests : IDisposable
{
    private const string Pack = "logs/copy/shard_0_of_1.units.log";

    private readonly TestStage _stage = new();

    [Fact]
    public async Task Texts_of_units_that_run_at_once_are_never_mixed()
    {
        Command("for i in 1 2 3; do echo $1 $i; sleep 0.01; done", 40);
        Limit(l => l with { Slots = 4 });

        Assert.Equal(ExitCode.Done, await _stage.RunAsync());

        var lines = File.ReadAllLines(_stage.Workspace[Pack]);
        Assert.Equal(40 * 4, lines.Length);
        var seen = new HashSet<string>();
        foreach (var entry in lines.Chunk(4))
        {
            var key = entry[0].Split(' ')[1].TrimEnd(':');
            Assert.StartsWith($"==> {key}: attempt 1, exit code 0, ", entry[0]);
            Assert.Equal([$"{key} 1", $"{key} 2", $"{key} 3"], entry[1..]);
            Assert.True(seen.Add(key));
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(_stage.Workspace["logs/copy/running"]));
    }

    [Fact]
    public async Task Commands_that_print_nothing_leave_nothing()
    {
        Command("true", 20);

        Assert.Equal(ExitCode.Done, await _stage.RunAsync());

        Assert.Equal("", _stage.Workspace.Read(Pack));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_stage.Workspace["logs/copy/running"]));
    }

    [Fact]
    public async Task A_later_run_goes_on_behind_what_is_there_and_ends_a_torn_line()
    {
        _stage.Workspace.Write(Pack, "==> of a killed run\nhalf a li");
        Command("echo $1; exit 3", 2);

        await _stage.RunAsync();

        var lines = File.ReadAllLines(_stage.Workspace[Pack]);
        Assert.Equal("half a li", lines[1]);
        foreach (var key in (string[])["0", "1"])
        {
            var log = _stage.Ledger.Failed(key)!.Log;
            var line = int.Parse(log[(Pack.Length + 1)..], CultureInfo.InvariantCulture);
            Assert.StartsWith($"==> {key}: attempt 1, exit code 3, ", lines[line - 1]);
            Assert.Equal(key, lines[line]);
        }
    }

    [Fact]
    public void Two_runs_shards_of_one_name_write_to_packs_of_their_own()
    {
        using var one = new UnitLogs(_stage.Stage, new Shard(0, 1));
        using var other = new UnitLogs(_stage.Stage, new Shard(0, 1));
        string Log(UnitLogs logs)
        {
            var log = logs.Begin("u");
            _stage.Workspace.Write(Path.GetRelativePath(_stage.Workspace.Root, log.Path), "text");
            return log.Keep("done");
        }

        Assert.Equal($"{Pack}:1", Log(one));
        Assert.Equal("logs/copy/shard_0_of_1.units-2.log:1", Log(other));
        Assert.Equal($"{Pack}:3", Log(one));
    }

    [Fact]
    public async Task A_very_long_text_stays_a_file()
    {
        Command("head -c 5000000 /dev/zero | tr '\\0' x; exit 1", 1);

        await _stage.RunAsync();

        Assert.Equal("logs/copy/units/0.log", _stage.Ledger.Failed("0")!.Log);
        Assert.Equal(5_000_000, new FileInfo(_stage.Workspace["logs/copy/units/0.log"]).Length);
    }

    [Fact]
    public async Task A_command_that_takes_long_can_be_followed_under_its_units_name()
    {
        Command("echo begun; while ! [ -e go ]; do sleep 0.05; done; echo ended", 1);
        var run = _stage.RunAsync();
        var running = _stage.Workspace["logs/copy/running/0.log"];
        await Wait.UntilAsync(() => File.Exists(running), "the log under the unit's name");
        Assert.Equal("begun\n", File.ReadAllText(running));
        _stage.Workspace.Write("go", "");

        Assert.Equal(ExitCode.Done, await run);
        Assert.EndsWith("begun\nended\n", _stage.Workspace.Read(Pack));
        Assert.False(File.Exists(running));
    }

    public void Dispose() => _stage.Dispose();

    private void Limit(Func<RunLimits, RunLimits> change) =>
        _stage.Stage = _stage.Stage with { Limits = change(_stage.Stage.Limits) };

    private void Command(string script, int units) =>
        _stage.Stage = _stage.Stage with
        {
            Worker = CommandWorker.Name,
            Command = new CommandTemplate { Arguments = ["sh", "-c", script, "sh", "{key}"] },
            Units =
            [
                .. Enumerable.Range(0, units).Select(i => new Unit { Key = $"{i}", Outputs = [] }),
            ],
        };
}
