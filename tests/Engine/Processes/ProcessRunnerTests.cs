using Sluice.Engine.Claims;
using Sluice.Engine.Processes;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Processes;

/// <summary>Commands run as they were given, and end with all they started.</summary>
public sealed class ProcessRunnerTests : IDisposable
{
    private readonly Workspace _workspace = new();

    private string Log => File.ReadAllText(_workspace["log dir/log"]);

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("kill -9 $$", 137)]
    [InlineData("kill -15 $$", 143)]
    public async Task The_exit_code_is_as_shells_report_it(string script, int expected) =>
        Assert.Equal((expected, false), await RunAsync(Sh(script)));

    [Fact]
    public async Task A_command_that_is_not_there_cannot_be_started()
    {
        var error = await Assert.ThrowsAsync<IOException>(() => RunAsync(Command("no-such-tool")));

        Assert.Equal("cannot start: no-such-tool: command not found", error.Message);
    }

    [Fact]
    public async Task A_working_directory_that_is_not_there_is_told()
    {
        var error = await Assert.ThrowsAsync<IOException>(() =>
            RunAsync(Sh("true") with { WorkingDirectory = _workspace["none"] })
        );

        Assert.Contains("cannot start", error.Message);
    }

    [Fact]
    public async Task Arguments_arrive_unchanged()
    {
        string[] arguments =
        [
            "",
            " a  b ",
            "it's \"quoted\"",
            "new\nline",
            "$HOME *",
            "\\",
            "😀",
            "-n",
        ];

        await RunAsync(Command(["printf", "[%s]", .. arguments]));

        Assert.Equal(string.Concat(arguments.Select(a => $"[{a}]")), Log);
    }

    [Fact]
    public async Task Output_and_errors_go_to_the_log_behind_what_is_there()
    {
        _workspace.Write("log dir/log", "before\n");

        await RunAsync(Sh("echo out; echo error >&2"));

        Assert.Equal("before\nout\nerror\n", Log);
    }

    [Fact]
    public async Task Big_output_blocks_nothing()
    {
        await RunAsync(Sh("head -c 20000000 /dev/zero"));

        Assert.Equal(20_000_000, new FileInfo(_workspace["log dir/log"]).Length);
    }

    [Fact]
    public async Task Variables_are_added_and_replaced()
    {
        var command = Sh("echo \"$MINE|$HOME|${PATH:+path}\"") with
        {
            Environment = new Dictionary<string, string> { ["MINE"] = "a b\"c", ["HOME"] = "/x" },
        };

        await RunAsync(command);

        Assert.Equal("a b\"c|/x|path\n", Log);
    }

    [Fact]
    public async Task Standard_input_is_empty_and_the_directory_as_asked()
    {
        Directory.CreateDirectory(_workspace["dir with blanks"]);

        await RunAsync(Sh("cat; pwd") with { WorkingDirectory = _workspace["dir with blanks"] });

        Assert.Equal(_workspace["dir with blanks"] + "\n", Log);
    }

    [Fact]
    public async Task A_time_out_ends_the_whole_group()
    {
        var script = $"sleep 600 & echo $! > '{_workspace["child"]}'; (sleep 600; true) ; true";

        var result = await RunAsync(Sh(script), timeout: TimeSpan.FromSeconds(1));

        Assert.True(result.TimedOut);
        await GoneAsync(int.Parse(_workspace.Read("child")));
    }

    [Fact]
    public async Task What_ignores_the_request_to_end_is_killed()
    {
        var result = await RunAsync(
            Sh("trap '' TERM; while true; do sleep 0.1; done"),
            timeout: TimeSpan.FromSeconds(0.5)
        );

        Assert.Equal((137, true), result);
    }

    [Fact]
    public async Task A_command_may_clean_up_when_asked_to_end()
    {
        var result = await RunAsync(
            Sh("trap 'echo cleaned; exit 5' TERM; sleep 600 & wait"),
            timeout: TimeSpan.FromSeconds(0.5),
            grace: TimeSpan.FromSeconds(60)
        );

        Assert.Equal((5, true), result);
        Assert.Equal("cleaned\n", Log);
    }

    [Fact]
    public async Task Cancellation_ends_the_group_and_says_so()
    {
        using var cancel = new CancellationTokenSource();
        var run = ProcessRunner.RunAsync(
            Sh($"sleep 600 & echo $! > '{_workspace["child"]}'; echo started; wait"),
            null,
            TimeSpan.FromSeconds(60),
            cancel.Token
        );
        await Wait.UntilAsync(
            () => _workspace.Has("log dir/log") && Log == "started\n",
            "the command's start"
        );
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await GoneAsync(int.Parse(_workspace.Read("child")));
    }

    [Fact]
    public async Task A_log_starts_anew_where_asked()
    {
        _workspace.Write("log dir/log", "of an earlier attempt, and longer\n");

        await RunAsync(Sh("echo out; echo error >&2") with { ReplacesLog = true });

        Assert.Equal("out\nerror\n", Log);
    }

    [Fact]
    public async Task An_environment_taken_once_serves_many_commands_each_with_its_own_variables()
    {
        using var inherited = new ChildEnvironment();
        foreach (var value in (string[])["1", "2"])
            await RunAsync(
                Sh("echo \"$MINE|$HOME\"") with
                {
                    Inherited = inherited,
                    Environment = new Dictionary<string, string>
                    {
                        ["MINE"] = value,
                        ["HOME"] = "/h",
                    },
                }
            );
        await RunAsync(Sh("echo \"${MINE-none}|${HOME:+home}\"") with { Inherited = inherited });

        Assert.Equal("1|/h\n2|/h\nnone|home\n", Log);
    }

    [Fact]
    public async Task What_a_command_leaves_running_ends_with_it()
    {
        await RunAsync(Sh($"sleep 600 & echo $! > '{_workspace["child"]}'"));

        await GoneAsync(int.Parse(_workspace.Read("child")));
    }

    [Fact]
    public async Task A_time_out_of_a_year_is_none() =>
        Assert.Equal((0, false), await RunAsync(Sh("true"), timeout: TimeSpan.FromDays(365)));

    public void Dispose() => _workspace.Dispose();

    private CommandLine Sh(string script) => Command("sh", "-c", script);

    private CommandLine Command(params string[] arguments) =>
        new()
        {
            Arguments = arguments,
            WorkingDirectory = _workspace.Root,
            LogFile = _workspace["log dir/log"],
        };

    private static async Task<(int ExitCode, bool TimedOut)> RunAsync(
        CommandLine command,
        TimeSpan? timeout = null,
        TimeSpan? grace = null
    )
    {
        var (exitCode, timedOut) = await ProcessRunner.RunAsync(
            command,
            timeout,
            grace ?? TimeSpan.FromMilliseconds(300),
            CancellationToken.None
        );
        return (exitCode, timedOut);
    }

    // An ended orphan stays visible until its new parent reaps it.
    private static Task GoneAsync(int pid) =>
        Wait.UntilAsync(() => WorkerIdentity.StartOf(pid) is null, $"the end of process {pid}");
}
