using Sluice.Engine;
using Sluice.Engine.Commands;
using Sluice.Engine.Graph;

namespace Sluice.Tests.Engine.Commands;

/// <summary>Units done by a command: what it is given, and what is told when it fails.</summary>
public sealed class CommandWorkerTests : IDisposable
{
    private readonly TestStage _stage = new();

    [Fact]
    public async Task A_command_gets_paths_parameters_variables_and_its_directory()
    {
        Directory.CreateDirectory(_stage.Workspace["work dir"]);
        Run(
            "{ cat \"$1\"; echo \"|$2|$3|$MORE\"; pwd; } > \"$4\"",
            ["{input}", "{key}", "{param.seed} {param.mode}", "{output}"]
        );
        _stage.Stage = _stage.Stage with
        {
            Command = _stage.Stage.Command! with
            {
                WorkingDirectory = "work dir",
                Environment = TestStage.Map(("MORE", "{key}s")),
            },
        };

        Assert.Equal(ExitCode.Done, await _stage.RunAsync());
        Assert.Equal(
            $"text of a|a|42 plain|as\n{_stage.Workspace["work dir"]}\n",
            _stage.Workspace.Read("out/a.txt")
        );
        Assert.Empty(_stage.Stale());
    }

    [Fact]
    public async Task A_failed_command_leaves_its_exit_code_the_end_of_its_log_and_the_log()
    {
        Run("echo step 1; echo it broke >&2; exit 7", []);

        Assert.Equal(ExitCode.UnitFailed, await _stage.RunAsync());

        var failed = _stage.Ledger.Failed("b")!;
        Assert.Equal(7, failed.ExitCode);
        Assert.Equal("sh: exit code 7: it broke\nstep 1\nit broke", failed.Error);
        // The second of three entries, a header and two lines each.
        Assert.Equal("logs/copy/shard_0_of_1.units.log:4", failed.Log);
        var lines = _stage.Workspace.Read("logs/copy/shard_0_of_1.units.log").Split('\n');
        Assert.StartsWith("==> b: attempt 1, exit code 7, ", lines[3]);
        Assert.Equal(["step 1", "it broke"], lines[4..6]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_stage.Workspace["logs/copy/running"]));
    }

    [Fact]
    public async Task A_command_that_is_not_there_fails_as_in_a_shell()
    {
        Run("", []);
        _stage.Stage = _stage.Stage with { Command = new() { Arguments = ["no-such-tool"] } };

        Assert.Equal(ExitCode.UnitFailed, await _stage.RunAsync());
        Assert.Equal(127, _stage.Ledger.Failed("a")!.ExitCode);
        Assert.Contains("no-such-tool: command not found", _stage.Ledger.Failed("a")!.Error);
    }

    [Fact]
    public async Task A_command_beyond_its_time_is_stopped_and_said_to_be()
    {
        Run("sleep 600", []);
        _stage.Stage = _stage.Stage with
        {
            Units = [_stage.Copying("a")],
            Limits = new RunLimits { Timeout = TimeSpan.FromSeconds(0.5) },
        };

        Assert.Equal(ExitCode.UnitFailed, await _stage.RunAsync());
        Assert.StartsWith(
            "sh: stopped after the time-out of 0.5 s",
            _stage.Ledger.Failed("a")!.Error
        );
    }

    [Fact]
    public async Task A_command_that_ends_well_when_its_time_is_up_is_no_success()
    {
        Run("trap 'exit 0' TERM; sleep 600 & wait", []);
        _stage.Stage = _stage.Stage with
        {
            Units = [_stage.Copying("a")],
            Limits = new RunLimits { Timeout = TimeSpan.FromSeconds(0.5) },
        };

        Assert.Equal(ExitCode.UnitFailed, await _stage.RunAsync());
        Assert.Equal(124, _stage.Ledger.Failed("a")!.ExitCode);
    }

    [Fact]
    public async Task A_command_without_its_output_fails()
    {
        Run("true", []);

        Assert.Equal(ExitCode.UnitFailed, await _stage.RunAsync());
        Assert.Equal("output `a.txt` was not made", _stage.Ledger.Failed("a")!.Error);
    }

    [Fact]
    public async Task Endless_output_ends_in_a_short_record()
    {
        Run("yes 😀 | head -c 1000001; exit 1", []);

        await _stage.RunAsync();

        Assert.InRange(_stage.Ledger.Failed("a")!.Error.Length, 100, 4096);
        Assert.Empty(_stage.Ledger.Problems);
    }

    [Fact]
    public async Task A_changed_argument_variable_or_directory_redoes_all()
    {
        Run("echo $0 > \"$1\"", ["{output}"]);
        await _stage.RunAsync();
        Assert.Empty(_stage.Stale());
        var command = _stage.Stage.Command!;

        _stage.Stage = _stage.Stage with
        {
            Command = command with { Environment = TestStage.Map(("X", "1")) },
        };
        Assert.Equal("a: command `env X` is new", _stage.Stale()[0]);
        _stage.Stage = _stage.Stage with { Command = command with { WorkingDirectory = "in" } };
        Assert.Equal("a: command `directory` changed", _stage.Stale()[0]);
        _stage.Stage = _stage.Stage with
        {
            Command = command with { Arguments = [.. command.Arguments, ""] },
        };
        Assert.Equal("a: command `command` changed", _stage.Stale()[0]);
    }

    [Fact]
    public void Keys_that_no_file_can_have_get_logs_of_their_own()
    {
        string[] keys =
        [
            "a",
            "a/b",
            "a_b",
            "a b",
            "A",
            "..",
            ".",
            "",
            new('x', 300),
            new('x', 301),
            "é",
        ];
        var names = keys.Select(UnitLogs.FileName).ToList();

        Assert.Equal(keys.Length, names.Distinct().Count());
        Assert.All(names, name => Assert.DoesNotContain('/', name));
        Assert.All(names, name => Assert.InRange(name.Length, 5, 200));
    }

    public void Dispose() => _stage.Dispose();

    private void Run(string script, string[] arguments) =>
        _stage.Stage = _stage.Stage with
        {
            Worker = CommandWorker.Name,
            Command = new CommandTemplate
            {
                Arguments =
                [
                    "sh",
                    "-c",
                    script.Replace("{", "{{").Replace("}", "}}"),
                    "sh",
                    .. arguments,
                ],
            },
        };
}
