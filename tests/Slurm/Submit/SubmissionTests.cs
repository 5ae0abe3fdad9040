using Sluice.Engine;
using Sluice.Slurm.Runs;
using Sluice.Slurm.Submit;
using Sluice.Tests.Slurm.Node;
using Sluice.Tests.Support;

namespace Sluice.Tests.Slurm.Submit;

/// <summary>An array is submitted once, whatever becomes of sbatch's answers; against stand-ins for Slurm's commands.</summary>
public sealed class SubmissionTests : IDisposable
{
    private const string Lost = """
        echo "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation" >&2
        exit 1
        """;

    private const string Away = """
        echo "sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)" >&2
        exit 1
        """;

    private readonly Workspace _workspace = new();
    private readonly FastClock _clock = new();
    private readonly List<string> _told = [];
    private readonly ArrayJob _array = SlurmSample.Array("Augment-1");
    private readonly StandIns _slurm;

    public SubmissionTests() => _slurm = new StandIns(_workspace);

    [Fact]
    public async Task The_job_is_what_sbatch_says_and_it_is_asked_once()
    {
        _slurm.With("sbatch", "echo 4711");

        Assert.Equal("4711", await SubmitAsync(after: ["12", "15"]));
        Assert.Equal(["sbatch --parsable --dependency=afterany:12:15 /run/a b.sh"], _slurm.Calls);
        Assert.Empty(_told);
    }

    [Theory]
    [InlineData("echo '4711;mycluster'")]
    [InlineData("echo 'sbatch: a site says hello'; echo 4711")]
    [InlineData("echo 'sbatch: warning: odd' >&2; echo 4711")]
    public async Task Whatever_else_is_printed_the_id_is_found(string answer)
    {
        _slurm.With("sbatch", answer);

        Assert.Equal("4711", await SubmitAsync());
    }

    [Fact]
    public async Task What_a_session_has_set_is_hidden_and_answers_are_in_English()
    {
        _slurm.With("sbatch", "echo 1");
        Environment.SetEnvironmentVariable("SBATCH_TEST_HIDDEN", "x");
        Environment.SetEnvironmentVariable("SLUICE_TEST_SEEN", "x");
        try
        {
            await Submission().SubmitAsync(_array, "s", []);
        }
        finally
        {
            Environment.SetEnvironmentVariable("SBATCH_TEST_HIDDEN", null);
            Environment.SetEnvironmentVariable("SLUICE_TEST_SEEN", null);
        }
        var seen = File.ReadAllLines(_slurm["sbatch.env"]);

        Assert.Contains("LC_ALL=C", seen);
        Assert.Contains("SLUICE_TEST_SEEN=x", seen);
        Assert.DoesNotContain(seen, line => line.StartsWith("SBATCH_TEST_HIDDEN"));
    }

    [Theory]
    [InlineData("kill -KILL $$")]
    [InlineData("exit 1")]
    public async Task Of_an_sbatch_that_dies_or_says_nothing_the_job_is_looked_for(string end)
    {
        _slurm.With("sbatch", end);
        _slurm.With("squeue", $"echo '4711|0|4711|PENDING||{_array.JobName}|Priority'");

        Assert.Equal("4711", await SubmitAsync());
        Assert.Equal(1, _slurm.Count("sbatch"));
    }

    [Fact]
    public async Task A_job_that_stands_although_its_answer_was_lost_is_found_by_name_and_not_submitted_twice()
    {
        _slurm.With("sbatch", Lost);
        _slurm.With(
            "squeue",
            $$"""
            [ $call = 1 ] && exit 0
            echo "99|0|99|PENDING||Augment-1.20250101-000000-other0|None"
            echo "4711|0|4711|PENDING||{{_array.JobName}}|Priority"
            """
        );

        Assert.Equal("4711", await SubmitAsync());
        Assert.Equal((1, 2), (_slurm.Count("sbatch"), _slurm.Count("squeue")));
        Assert.Contains("but the job stands: 4711", Assert.Single(_told));
    }

    [Fact]
    public async Task An_answer_without_an_id_is_a_lost_one()
    {
        _slurm.With("sbatch", "echo Submitted");
        _slurm.With("squeue", $"echo '4711|0|4711|PENDING||{_array.JobName}|None'");

        Assert.Equal("4711", await SubmitAsync());
        Assert.Equal(1, _slurm.Count("sbatch"));
    }

    [Theory]
    [InlineData("echo '99|0|99|PENDING||other|None'", 3)]
    // An answer without any job may be none, and one that it could not be asked for is none.
    [InlineData("exit 0", 5)]
    [InlineData("[ $call -lt 4 ] && echo 'squeue: error: Zero Bytes' >&2; exit 0", 8)]
    public async Task Only_after_Slurm_has_said_several_times_that_there_is_no_such_job_it_is_submitted_again(
        string squeue,
        int looks
    )
    {
        _slurm.With("sbatch", $"[ $call = 2 ] && echo 4712 && exit 0\n{Lost}");
        _slurm.With("squeue", squeue);

        Assert.Equal("4712", await SubmitAsync());
        Assert.Equal((2, looks), (_slurm.Count("sbatch"), _slurm.Count("squeue")));
    }

    [Fact]
    public async Task A_job_that_was_refused_in_the_end_is_not_taken_for_one_that_stands()
    {
        _slurm.With("sbatch", $"[ $call = 2 ] && echo 4712 && exit 0\n{Lost}");
        _slurm.With("squeue", $"echo '4711|0|4711|FAILED||{_array.JobName}|BadConstraints'");

        Assert.Equal("4712", await SubmitAsync());
    }

    [Fact]
    public async Task Where_squeue_is_silent_too_nothing_is_submitted_again()
    {
        _slurm.With("sbatch", Lost);
        _slurm.With(
            "squeue",
            "echo 'slurm_load_jobs error: Unable to contact slurm controller' >&2; exit 1"
        );

        var error = await Assert.ThrowsAsync<UserError>(() => SubmitAsync());

        Assert.Equal(ExitCode.Refused, error.ExitCode);
        Assert.StartsWith("Augment-1: sbatch's answer was lost", error.Message);
        Assert.Contains("run the same command again: it finds the job by its name", error.Message);
        Assert.Equal(1, _slurm.Count("sbatch"));
    }

    [Fact]
    public async Task A_controller_that_is_away_is_waited_for_longer_each_time()
    {
        _slurm.With("sbatch", $"[ $call = 8 ] && echo 4711 && exit 0\n{Away}");

        Assert.Equal("4711", await SubmitAsync());
        Assert.Equal([1, 2, 4, 8, 16, 30, 30], _clock.Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal(0, _slurm.Count("squeue"));
        Assert.EndsWith("trying again in 30 s", _told[^1]);
    }

    [Fact]
    public async Task One_that_stays_away_is_given_up_in_the_end()
    {
        _slurm.With("sbatch", Away);

        var error = await Assert.ThrowsAsync<UserError>(() => SubmitAsync());

        Assert.Equal(ExitCode.Refused, error.ExitCode);
        Assert.Contains("Slurm does not answer", error.Message);
        Assert.InRange(_clock.Waits.Sum(wait => wait.TotalSeconds), 30, 100);
    }

    [Fact]
    public async Task A_refusal_is_final_and_told_in_Slurms_words()
    {
        _slurm.With(
            "sbatch",
            """
            echo "sbatch: error: invalid partition specified: gpuu" >&2
            echo "sbatch: error: Batch job submission failed: Invalid partition name specified" >&2
            exit 1
            """
        );

        var error = await Assert.ThrowsAsync<UserError>(() => SubmitAsync());

        Assert.Equal(ExitCode.Refused, error.ExitCode);
        Assert.Equal(
            "Augment-1: sbatch refuses: invalid partition specified: gpuu; Batch job submission failed: Invalid partition name specified; change the profile (--dryrun shows the script)",
            error.Message
        );
        Assert.Equal(1, _slurm.Count("sbatch"));
        Assert.Empty(_clock.Waits);
    }

    [Theory]
    [InlineData("AssocMaxSubmitJobLimit")]
    [InlineData("AssocGrpSubmitJobsLimit")]
    [InlineData("QOSMaxSubmitJobPerUserLimit")]
    [InlineData("QOSMaxSubmitJobPerAccountLimit")]
    [InlineData("QOSGrpSubmitJobsLimit")]
    [InlineData("Batch job submission failed: Invalid job array specification")]
    public async Task Too_many_jobs_are_told_to_be_fewer(string said)
    {
        _slurm.With("sbatch", $"echo 'sbatch: error: {said}' >&2; exit 1");

        Assert.EndsWith(
            "these are 2 elements: fewer by --shards, or wait until other jobs have ended",
            (await Assert.ThrowsAsync<UserError>(() => SubmitAsync())).Message
        );
        Assert.EndsWith(
            "even one job is too many now: wait until others have ended, or name another account, qos or partition in the profile",
            (
                await Assert.ThrowsAsync<UserError>(() =>
                    Submission().SubmitAsync(_array with { Elements = 1 }, "s", [])
                )
            ).Message
        );
    }

    [Fact]
    public async Task A_machine_without_Slurm_is_told_what_to_do()
    {
        var error = await Assert.ThrowsAsync<UserError>(() => SubmitAsync());

        Assert.Equal(ExitCode.Refused, error.ExitCode);
        Assert.StartsWith("sbatch: not found in PATH", error.Message);
    }

    public void Dispose() => _workspace.Dispose();

    private Task<string> SubmitAsync(IReadOnlyList<string>? after = null) =>
        Submission().SubmitAsync(_array, "/run/a b.sh", after ?? []);

    private Submission Submission() =>
        new(_slurm.Tools, TimeSpan.FromSeconds(100), _told.Add, _clock);
}
