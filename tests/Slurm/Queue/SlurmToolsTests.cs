using Sluice.Slurm.Queue;
using Sluice.Tests.Support;

namespace Sluice.Tests.Slurm.Queue;

/// <summary>Commands of Slurm are started out of reach of the terminal, and do not wait for ever.</summary>
public sealed class SlurmToolsTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly StandIns _slurm;

    public SlurmToolsTests() => _slurm = new StandIns(_workspace);

    [Fact]
    public async Task An_answer_is_exit_code_output_and_error_with_nothing_to_read()
    {
        _slurm.With("squeue", "cat; echo out; echo ' err ' >&2; exit 3");

        Assert.Equal(new ToolResult(3, "out\n", "err"), await _slurm.Tools.RunAsync("squeue", []));
    }

    [Fact]
    public async Task A_command_is_in_a_session_of_its_own_and_sees_what_it_is_given()
    {
        _slurm.With("squeue", "ps -o sid= -p $$; echo $SLURM_TIME_FORMAT");

        var answer = await _slurm.Tools.RunAsync("squeue", [], ("SLURM_TIME_FORMAT", "%s"));

        var lines = answer.Out.Split('\n');
        Assert.NotEqual(OwnSession(), lines[0].Trim());
        Assert.Equal("%s", lines[1]);
    }

    [Fact]
    public async Task One_that_gives_no_answer_is_ended_with_all_it_has_started()
    {
        _slurm.With("sbatch", "sleep 1000 & echo $! > \"$here/child\"; wait");

        var answer = await new SlurmTools(_slurm.Path, TimeSpan.FromSeconds(1)).RunAsync(
            "sbatch",
            []
        );

        Assert.Equal(
            (255, "sbatch gave no answer within 1 s: timed out"),
            (answer.ExitCode, answer.Error)
        );
        var child = File.ReadAllText(_slurm["child"]).Trim();
        await Wait.UntilAsync(
            () =>
                !File.Exists($"/proc/{child}/stat")
                || File.ReadAllText($"/proc/{child}/stat").Contains(") Z"),
            "the end of what it had started"
        );
    }

    public void Dispose() => _workspace.Dispose();

    // The sixth field: the second, a name, may hold blanks.
    private static string OwnSession() =>
        File.ReadAllText("/proc/self/stat").Split(") ")[1].Split(' ')[3];
}
