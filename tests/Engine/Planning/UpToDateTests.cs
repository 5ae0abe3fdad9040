using Sluice.Engine;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Planning;
using Sluice.Engine.Working;

namespace Sluice.Tests.Engine.Planning;

/// <summary>After one whole run: what makes exactly which unit stale, and in which words.</summary>
public sealed class UpToDateTests : IAsyncLifetime, IDisposable
{
    private readonly TestStage _stage = new();

    public async ValueTask InitializeAsync() =>
        Assert.Equal(ExitCode.Done, await _stage.RunAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Nothing_is_stale_after_a_run() => Assert.Empty(_stage.Stale());

    [Fact]
    public void Touching_inputs_and_outputs_redoes_nothing()
    {
        foreach (var file in (string[])["in/a.txt", "out/a.txt", "out/b.txt"])
            File.SetLastWriteTimeUtc(_stage.Workspace[file], DateTime.UnixEpoch);

        Assert.Empty(_stage.Stale());
    }

    [Fact]
    public void A_byte_of_an_input_redoes_its_unit()
    {
        var time = File.GetLastWriteTimeUtc(_stage.Workspace["in/b.txt"]);
        _stage.Workspace.Write("in/b.txt", "texT of b");
        File.SetLastWriteTimeUtc(_stage.Workspace["in/b.txt"], time);

        Assert.Equal(["b: input `in/b.txt` changed"], _stage.Stale());
    }

    [Fact]
    public void A_parameter_of_a_unit_redoes_it()
    {
        _stage.Change("c", u => u with { Parameters = TestStage.Map(("seed", "43")) });

        Assert.Equal(["c: parameter `seed` 42→43"], _stage.Stale());
    }

    [Fact]
    public void A_parameter_of_the_stage_redoes_all()
    {
        _stage.Stage = _stage.Stage with
        {
            Parameters = TestStage.Map(("mode", "fancy"), ("new", "1")),
        };

        Assert.Equal(
            [
                .. "abc".Select(key =>
                    $"{key}: parameter `mode` plain→fancy · parameter `new` is new"
                ),
            ],
            _stage.Stale()
        );
    }

    [Fact]
    public void A_worker_of_another_version_redoes_all()
    {
        _stage.Stage = _stage.Stage with { WorkerVersion = 2 };

        Assert.Equal([.. "abc".Select(key => $"{key}: worker `copy` version 1→2")], _stage.Stale());
    }

    [Fact]
    public void Options_and_limits_redo_nothing()
    {
        _stage.Stage = _stage.Stage with
        {
            Options = TestStage.Map(("threads", "8")),
            Limits = _stage.Stage.Limits with { Retries = 5 },
        };

        Assert.Empty(_stage.Stale());
    }

    [Fact]
    public void A_deleted_output_redoes_its_unit()
    {
        File.Delete(_stage.Workspace["out/a.txt"]);

        Assert.Equal(["a: output `a.txt` missing"], _stage.Stale());
    }

    [Fact]
    public void An_output_edited_with_its_size_and_time_kept_redoes_its_unit()
    {
        var time = File.GetLastWriteTimeUtc(_stage.Workspace["out/a.txt"]);
        var text = _stage.Workspace.Read("out/a.txt");
        _stage.Workspace.Write("out/a.txt", text.Replace('c', 'k'));
        File.SetLastWriteTimeUtc(_stage.Workspace["out/a.txt"], time);

        Assert.Equal(["a: output `a.txt` modified"], _stage.Stale());
    }

    [Fact]
    public void An_output_replaced_by_a_directory_is_missing()
    {
        File.Delete(_stage.Workspace["out/a.txt"]);
        Directory.CreateDirectory(_stage.Workspace["out/a.txt"]);

        Assert.Equal(["a: output `a.txt` missing"], _stage.Stale());
    }

    [Fact]
    public void A_renamed_output_redoes_its_unit()
    {
        _stage.Change("a", u => u with { Outputs = ["other.txt"] });

        Assert.Equal(["a: output `other.txt` is new · output `a.txt` is gone"], _stage.Stale());
    }

    [Fact]
    public void A_workspace_that_moved_as_a_whole_is_up_to_date()
    {
        var moved = _stage.Workspace["moved"];
        Directory.CreateDirectory(moved);
        foreach (var name in (string[])["in", "out"])
            Directory.Move(_stage.Workspace[name], Path.Combine(moved, name));
        _stage.Stage = _stage.Stage with
        {
            Workspace = moved,
            OutputRoot = Path.Combine(moved, "out"),
            Units =
            [
                .. _stage.Stage.Units.Select(u =>
                    u with
                    {
                        Inputs = [.. u.Inputs.Select(i => i.Replace(_stage.Workspace.Root, moved))],
                    }
                ),
            ],
        };

        Assert.Empty(_stage.Stale());
    }

    [Fact]
    public void A_lost_ledger_redoes_all()
    {
        Directory.Delete(_stage.Stage.Paths.Root, recursive: true);

        Assert.Equal([.. "abc".Select(key => $"{key}: never ran")], _stage.Stale());
    }

    [Fact]
    public void Force_redoes_all() =>
        Assert.Equal(
            [.. "abc".Select(key => $"{key}: forced")],
            _stage.Stale(new PlanOptions { Force = true })
        );

    [Fact]
    public async Task A_forced_run_leaves_new_records()
    {
        var before = _stage.Ledger.Done("a")!.Id;
        await _stage.RunAsync(_stage.Plan(new PlanOptions { Force = true }));

        Assert.NotEqual(before, _stage.Ledger.Done("a")!.Id);
        Assert.Empty(_stage.Stale());
    }

    [Fact]
    public void Checking_existence_looks_at_nothing_else()
    {
        var exists = new PlanOptions { Check = CheckMode.Exists };
        Directory.Delete(_stage.Stage.Paths.Root, recursive: true);
        _stage.Stage = _stage.Stage with { WorkerVersion = 7 };
        Assert.Empty(_stage.Stale(exists));

        File.Delete(_stage.Workspace["out/a.txt"]);
        _stage.Workspace.Write("out/b.txt", "");
        _stage.Change("c", u => u with { MayBeEmpty = true });
        _stage.Workspace.Write("out/c.txt", "");
        Assert.Equal(
            ["a: output `a.txt` missing", "b: output `b.txt` missing"],
            _stage.Stale(exists)
        );
    }

    [Fact]
    public async Task A_failure_is_told_until_the_unit_is_done()
    {
        _stage.Workspace.Write("in/d.txt", "d");
        _stage.Stage = _stage.Stage with { Units = [.. _stage.Stage.Units, _stage.Copying("d")] };
        var copy = _stage.Worker;
        _stage.Worker = new DelegateWorker((_, _) => throw new UnitFailure("no\nmore"));
        Assert.Equal(ExitCode.UnitFailed, await _stage.RunAsync());

        Assert.Equal(["d: failed: no"], _stage.Stale());

        _stage.Worker = copy;
        Assert.Equal(ExitCode.Done, await _stage.RunAsync());
        Assert.Empty(_stage.Stale());
    }

    [Fact]
    public void A_finished_stage_proves_complete_and_a_changed_output_names_its_unit()
    {
        var hashes = new HashCache(null, TimeProvider.System);
        var digest = Completeness.Digest(_stage.Plan(), _stage.Ledger);
        Assert.Empty(Completeness.Problems(_stage.Plan(), _stage.Ledger, hashes));

        _stage.Workspace.Write("out/c.txt", "other");
        File.Delete(_stage.Workspace["out/a.txt"]);
        Assert.Equal(
            ["a: output `a.txt` missing", "c: output `c.txt` modified"],
            Completeness.Problems(_stage.Plan(), _stage.Ledger, hashes)
        );
        Assert.Equal(digest, Completeness.Digest(_stage.Plan(), _stage.Ledger));
    }

    public void Dispose() => _stage.Dispose();
}
