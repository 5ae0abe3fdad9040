using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;
using Sluice.Tests.Support;

namespace Sluice.Tests.Slurm.Queue;

/// <summary>Looks at the queue keep what Slurm will forget; against stand-ins for Slurm's commands.</summary>
public sealed class SlurmQueueTests : IDisposable
{
    private const string Name = $"Augment-1.{SlurmSample.Id}";

    private readonly Workspace _workspace = new();
    private readonly StandIns _slurm;
    private readonly SlurmRun _run;

    public SlurmQueueTests()
    {
        _slurm = new StandIns(_workspace);
        _run = SlurmSample.Run(
            _workspace.Root,
            SlurmSample.Stage(
                "Augment",
                SlurmSample.Array("Augment-1", job: "4711"),
                SlurmSample.Array("Augment-2", elements: 1)
            )
        );
        SlurmRuns.Write(_run);
    }

    [Fact]
    public async Task Each_element_is_as_squeue_says_though_its_worker_ended_well()
    {
        Squeue(
            $"4711|0|4712|OUT_OF_MEMORY|node1|{Name}|OutOfMemory",
            $"4711|1|4711|RUNNING|node2|{Name}|None"
        );

        var look = await LookAsync();

        Assert.Null(look.Error);
        Assert.Equal(
            ["Augment-1/0 OUT_OF_MEMORY node1 OutOfMemory", "Augment-1/1 RUNNING node2 "],
            Shown(look).Take(2)
        );
        Assert.True(look.IsLive(_run));
    }

    [Fact]
    public async Task How_an_element_ended_is_known_when_Slurm_has_forgotten_it()
    {
        Squeue(
            $"4711|0|4712|OUT_OF_MEMORY|node1|{Name}|OutOfMemory",
            $"4711|1|4711|RUNNING|node2|{Name}|None"
        );
        await LookAsync();
        Squeue($"4711|1|4711|RUNNING|node2|{Name}|None");

        Assert.Equal("Augment-1/0 OUT_OF_MEMORY node1 OutOfMemory", Shown(await LookAsync())[0]);
        Assert.Equal(0, _slurm.Count("sacct"));
    }

    [Fact]
    public async Task One_that_was_requeued_after_it_had_ended_is_alive_again()
    {
        Squeue(
            $"4711|0|4712|NODE_FAIL|node1|{Name}|None",
            $"4711|1|4711|COMPLETED|node2|{Name}|None"
        );
        await LookAsync();
        Squeue(
            $"4711|0|4712|PENDING||{Name}|BeginTime",
            $"4711|1|4711|COMPLETED|node2|{Name}|None"
        );

        Assert.Equal("Augment-1/0 PENDING  BeginTime", Shown(await LookAsync())[0]);
    }

    [Fact]
    public async Task What_squeue_has_forgotten_sacct_knows_and_is_asked_once()
    {
        Squeue();
        _slurm.With(
            "sacct",
            $"echo '4711_0|TIMEOUT|node1|{Name}'; echo '4711_1|RUNNING|node2|{Name}'"
        );

        var first = Shown(await LookAsync());
        var second = Shown(await LookAsync());

        Assert.Equal("Augment-1/0 TIMEOUT node1 ", first[0]);
        Assert.StartsWith("Augment-1/1 GONE", first[1]);
        Assert.Equal(first[0], second[0]);
        Assert.Equal(1, _slurm.Count("sacct"));
        Assert.Contains("--jobs=4711", _slurm.Calls.Single(call => call.StartsWith("sacct ")));
    }

    [Fact]
    public async Task An_attempt_that_was_not_needed_is_cancelled_though_Slurm_has_forgotten_it()
    {
        Squeue();
        File.WriteAllText(new RunPaths(_workspace.Root, SlurmSample.Id).NotNeeded("Augment-1"), "");

        Assert.Equal(
            ["Augment-1/0 CANCELLED  not needed", "Augment-1/1 CANCELLED  not needed"],
            Shown(await LookAsync()).Take(2)
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("echo 'Slurm accounting storage is disabled' >&2; exit 1")]
    public async Task Without_accounting_it_is_gone_and_ended(string? sacct)
    {
        Squeue();
        if (sacct is not null)
            _slurm.With("sacct", sacct);

        var look = await LookAsync();

        Assert.Equal(["GONE", "GONE", "NOT_SUBMITTED"], States(look));
        Assert.Null(look.Error);
        Assert.Equal("Slurm does not know it any more", SlurmRuns.Ends(_run)["Augment-1/0"].Reason);
    }

    [Fact]
    public async Task While_Slurm_is_silent_nothing_is_held_for_ended_that_was_not_before()
    {
        Squeue(
            $"4711|0|4712|FAILED|node1|{Name}|NonZeroExitCode",
            $"4711|1|4711|RUNNING|node2|{Name}|None"
        );
        await LookAsync();
        _slurm.With("squeue", "echo 'slurm_load_jobs error: no route' >&2; exit 1");

        var look = await LookAsync();

        Assert.Equal("squeue: slurm_load_jobs error: no route", look.Error);
        Assert.Equal(["FAILED", "UNKNOWN", "UNKNOWN"], States(look));
        Assert.True(look.IsLive(_run));
        Assert.Equal(["Augment-1/0"], SlurmRuns.Ends(_run).Keys);
        Assert.Equal(0, _slurm.Count("sacct"));
    }

    [Fact]
    public async Task An_array_whose_id_was_never_noted_is_found_by_its_name()
    {
        Squeue(
            $"4711|0|4712|RUNNING|node1|{Name}|None",
            $"4711|1|4711|RUNNING|node2|{Name}|None",
            $"4800|0|4800|PENDING||Augment-2.{SlurmSample.Id}|Dependency"
        );

        var element = (await LookAsync()).Of(_run)[2];

        Assert.Equal(("4800", "PENDING"), (element.Array.Job, element.State.State));
        Assert.Equal("4800_0", element.Id);
    }

    [Fact]
    public async Task A_refused_namesake_is_not_it()
    {
        Squeue($"4800|0|4800|FAILED||Augment-2.{SlurmSample.Id}|BadConstraints");

        Assert.Equal("NOT_SUBMITTED", States(await LookAsync())[2]);
    }

    [Fact]
    public async Task All_jobs_of_the_user_that_have_not_ended_are_counted_whosever_they_are()
    {
        Squeue(
            $"4711|0|4712|RUNNING|node1|{Name}|None",
            $"4711|1|4711|COMPLETED|node2|{Name}|None",
            "20|0-3%2|20|PENDING||other|Resources",
            "21|N/A|21|RUNNING|node1|interactive|None",
            "22|N/A|22|COMPLETED|node1|interactive|None"
        );

        Assert.Equal(6, (await LookAsync()).OwnJobs);
    }

    [Theory]
    [InlineData("[ $call -lt 5 ] && exit 0")]
    [InlineData("[ $call -lt 3 ] && { echo '99|0|99|RUNNING|node1|other|None'; exit 0; }")]
    public async Task An_answer_that_is_cut_off_ends_nothing(string cut)
    {
        _slurm.With(
            "squeue",
            $"""
            {cut}
            echo '4711|0|4711|RUNNING|node1|{Name}|None'
            echo '4711|1|4712|PENDING||{Name}|Priority'
            """
        );

        Assert.Equal(["RUNNING", "PENDING", "NOT_SUBMITTED"], States(await LookAsync()));
        Assert.Empty(SlurmRuns.Ends(_run));
    }

    [Fact]
    public async Task What_is_all_there_is_asked_for_once()
    {
        Squeue($"4711|0|4711|RUNNING|node1|{Name}|None", $"4711|1|4712|PENDING||{Name}|Priority");

        await LookAsync(_run with { IsWithdrawn = true });

        Assert.Equal(1, _slurm.Count("squeue"));
    }

    [Fact]
    public async Task An_array_that_may_have_been_submitted_is_looked_for_more_than_once()
    {
        Squeue($"4711|0|4711|RUNNING|node1|{Name}|None", $"4711|1|4712|PENDING||{Name}|Priority");

        await LookAsync();

        Assert.Equal(3, _slurm.Count("squeue"));
    }

    [Fact]
    public async Task An_answer_that_holds_nothing_to_be_understood_is_none()
    {
        Squeue("<html>", "502 Bad Gateway");

        var look = await LookAsync();

        Assert.Equal("squeue: its answer is not understood", look.Error);
        Assert.True(look.IsLive(_run));
        Assert.Empty(SlurmRuns.Ends(_run));
    }

    [Fact]
    public async Task Lines_that_are_not_understood_are_told_a_few_of_them()
    {
        Squeue([.. Enumerable.Range(0, 50).Select(i => $"line {i}")]);

        var look = await LookAsync();

        Assert.Equal(5, look.Problems.Count);
        Assert.Equal("squeue printed a line that is none of a job: line 0", look.Problems[0]);
    }

    [Fact]
    public async Task An_id_that_is_another_jobs_by_now_is_none_of_ours()
    {
        Squeue(
            "4711|0|4711|RUNNING|node1|Sweep-1.other|None",
            "4711|1|4712|PENDING||Sweep-1.other|Priority"
        );
        _slurm.With("sacct", "echo '4711_0|COMPLETED|node1|Sweep-1.other|2026-01-31T10:00:00'");

        var look = await LookAsync();

        Assert.Equal(["GONE", "GONE", "NOT_SUBMITTED"], States(look));
        Assert.False(look.IsLive(_run));
        Assert.Equal("its id is another job's by now", SlurmRuns.Ends(_run)["Augment-1/0"].Reason);
    }

    [Fact]
    public async Task Of_jobs_that_had_an_id_one_after_the_other_sacct_is_asked_for_ours()
    {
        Squeue("4711|0|4711|RUNNING|node1|Sweep-1.other|None");
        _slurm.With(
            "sacct",
            $"""
            echo '4711_0|TIMEOUT|node1|{Name}|2026-01-31T09:00:00'
            echo '4711_1|COMPLETED|node1|{Name}|2026-01-31T09:00:00'
            echo '4711_0|RUNNING|node1|Sweep-1.other|2026-01-31T10:00:00'
            """
        );

        Assert.Equal(["TIMEOUT", "COMPLETED"], States(await LookAsync()).Take(2));
        Assert.Contains("--duplicates", _slurm.Calls.Single(call => call.StartsWith("sacct ")));
    }

    [Fact]
    public async Task Elements_taken_back_before_they_began_are_one_job_without_an_index()
    {
        Squeue(
            $"4711|0|4712|COMPLETED|node1|{Name}|None",
            $"4711|N/A|4711|CANCELLED||{Name}|Resources"
        );

        Assert.Equal(
            ["COMPLETED", "CANCELLED", "NOT_SUBMITTED"],
            States(await LookAsync(_run with { IsWithdrawn = true }))
        );
        Assert.Equal(1, _slurm.Count("squeue"));
    }

    [Fact]
    public async Task What_was_taken_back_for_nothing_was_left_says_so_and_what_others_cancelled_does_not()
    {
        Squeue(
            $"4711|0|4712|CANCELLED|node1|{Name}|None",
            $"4711|1|4711|CANCELLED||{Name}|Resources"
        );
        File.WriteAllText(
            new RunPaths(_workspace.Root, SlurmSample.Id).NotNeeded("Augment-1"),
            "1"
        );

        Assert.Equal(
            ["Augment-1/0 CANCELLED node1 ", "Augment-1/1 CANCELLED  not needed"],
            Shown(await LookAsync()).Take(2)
        );
    }

    [Fact]
    public async Task Jobs_of_hidden_partitions_are_asked_for()
    {
        Squeue();

        await LookAsync();

        Assert.Contains(" --all ", _slurm.Calls[0]);
    }

    [Fact]
    public async Task Another_users_jobs_are_asked_for_by_name_and_said_to_be_theirs()
    {
        Squeue("20|N/A|20|RUNNING|node1|mine|None|user:bob");
        _slurm.With(
            "squeue",
            $"""
            case "$*" in
              *--me*) cat "$here/squeue.txt" ;;
              *--name={Name},*)
                echo '4711|0|4711|RUNNING|node1|{Name}|None|user:alice'
                echo '4711|1|4712|PENDING||{Name}|Priority|user:alice' ;;
            esac
            """
        );

        var look = await LookAsync(_run with { User = "alice" });

        Assert.Equal(
            ["RUNNING (job of user alice)", "PENDING (Priority; job of user alice)"],
            look.Of(_run).Take(2).Select(e => Told(e.State))
        );
        Assert.True(look.IsLive(_run));
        Assert.Equal(1, look.OwnJobs);
    }

    [Theory]
    [InlineData("jobs,usage", "UNKNOWN (Slurm does not show it to other users; job of user alice)")]
    [InlineData("none", "GONE")]
    public async Task Another_users_job_that_is_not_shown_is_not_gone(
        string isPrivate,
        string state
    )
    {
        Squeue();
        _slurm.With("scontrol", $"echo 'PrivateData             = {isPrivate}'");

        var look = await LookAsync(_run with { User = "alice" });

        Assert.Equal(state, Told(look.Of(_run)[0].State));
        Assert.Equal(state != "GONE", look.IsLive(_run));
        Assert.Equal(state != "GONE", SlurmRuns.Ends(_run).Count == 0);
    }

    [Fact]
    public async Task A_refusal_that_ends_with_0_is_no_empty_queue()
    {
        _slurm.With("squeue", "echo 'squeue: error: Invalid user: alice' >&2");

        var look = await LookAsync();

        Assert.Equal("squeue: squeue: error: Invalid user: alice", look.Error);
        Assert.True(look.IsLive(_run));
    }

    [Fact]
    public async Task A_job_that_had_nowhere_to_write_says_so_and_those_that_queue_are_warned_of_it()
    {
        Squeue(
            $"4711|0|4712|FAILED|node1|{Name}|JobLaunchFailure",
            $"4711|1|4711|PENDING||{Name}|Priority"
        );

        var look = await LookAsync();

        Assert.Equal(
            $"Augment-1/0 FAILED node1 JobLaunchFailure: .sluice/slurm/{SlurmSample.Id}/out, where Slurm writes what jobs print, is missing",
            Shown(look)[0]
        );
        Assert.Contains("make it again", Assert.Single(look.Problems));

        Directory.CreateDirectory(new RunPaths(_workspace.Root, SlurmSample.Id).Outputs);
        Assert.Empty((await LookAsync()).Problems);
    }

    public void Dispose() => _workspace.Dispose();

    private void Squeue(params string[] lines)
    {
        File.WriteAllLines(_slurm["squeue.txt"], lines);
        _slurm.With("squeue", "cat \"$here/squeue.txt\"");
    }

    // Each time anew, as each invocation does.
    private Task<SlurmLook> LookAsync() => LookAsync(_run);

    private Task<SlurmLook> LookAsync(SlurmRun run) =>
        new SlurmQueue(_slurm.Tools, TimeSpan.FromMilliseconds(1), "bob").LookAsync([run]);

    private static string Told(JobState state)
    {
        string[] notes =
        [
            state.Reason != state.State ? state.Reason : "",
            state.User.Length > 0 && state.IsOpen ? $"job of user {state.User}" : "",
        ];
        var told = string.Join("; ", notes.Where(note => note.Length > 0));
        return told.Length > 0 ? $"{state.State} ({told})" : state.State;
    }

    private List<string> States(SlurmLook look) => [.. look.Of(_run).Select(e => e.State.State)];

    private List<string> Shown(SlurmLook look) =>
        [.. look.Of(_run).Select(e => $"{e.Key} {e.State.State} {e.State.Node} {e.State.Reason}")];
}
