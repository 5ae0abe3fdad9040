using System.Text;
using Sluice.Engine;
using Sluice.Engine.Checking;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Upkeep;
using Sluice.Tests.Engine.Working;

namespace Sluice.Tests.Engine.Checking;

/// <summary>A check finds what does not fit its record, and puts exactly that aside.</summary>
public sealed class StageCheckTests : IAsyncLifetime
{
    private readonly TestStage _stage = new();

    public async ValueTask InitializeAsync() => await _stage.RunAsync();

    [Fact]
    public void A_stage_that_ran_fits()
    {
        var check = Check(verify: true);
        Assert.Empty(check.Findings);
        Assert.Empty(check.Reruns);
        Assert.Equal(3, check.Outputs);
        Assert.Equal(3 * "copy of text of a".Length, check.Hashed);
    }

    [Fact]
    public void A_stage_that_never_ran_fits_and_all_of_it_runs()
    {
        Directory.Delete(_stage.Workspace["out"], recursive: true);
        Assert.Empty(Check().Findings);
        Assert.Equal(("a", "never ran"), Check().Reruns[0]);
        Assert.False(Directory.Exists(_stage.Workspace["out"]));
    }

    [Fact]
    public void A_missing_output_is_found_and_its_unit_reruns()
    {
        File.Delete(_stage.Workspace["out/b.txt"]);

        var check = Apply(Check());

        Assert.Equal("Missing b out/b.txt is missing", Assert.Single(Told(check)));
        Assert.Equal([("b", "output `b.txt` missing")], check.Reruns);
        Assert.Null(check.Quarantine);
    }

    [Fact]
    public void An_edited_output_is_moved_aside_as_it_is()
    {
        _stage.Workspace.Write("out/b.txt", "mine");

        var check = Apply(Check());

        Assert.Equal(
            "Modified b out/b.txt has other content than recorded: 4 bytes, recorded 17; moved aside",
            Assert.Single(Told(check))
        );
        Assert.Equal("mine", File.ReadAllText(Path.Combine(check.Quarantine!, "outputs/b.txt")));
        Assert.StartsWith(_stage.Stage.Paths.Root + "/quarantine/", check.Quarantine);
        Assert.Equal(["b: output `b.txt` missing"], _stage.Stale());
        Assert.Equal("Missing b out/b.txt is missing", Assert.Single(Told(Check())));
    }

    [Fact]
    public void A_touched_output_fits()
    {
        File.SetLastWriteTimeUtc(_stage.Workspace["out/b.txt"], DateTime.UtcNow.AddHours(1));
        Assert.Empty(Check().Findings);
        Assert.Empty(Check(verify: true).Findings);
    }

    [Fact]
    public void Only_verifying_sees_content_that_rotted_behind_its_times()
    {
        // The disk's own doing cannot be staged: the record promises other content instead.
        var done = _stage.Ledger.Done("b")!;
        using (var writer = new LedgerWriter(_stage.Stage.Paths.Ledger, "z"))
            writer.Append(
                done with
                {
                    Worker = "z",
                    Generation = 9,
                    Outputs = [done.Outputs[0] with { Hash = new string('0', 64) }],
                },
                []
            );
        Assert.Empty(Check().Findings);

        var check = Apply(Check(verify: true));

        Assert.Equal(
            "Modified b out/b.txt has other content than recorded, though its times have not changed: the disk may be failing; moved aside",
            Assert.Single(Told(check))
        );
        Assert.StartsWith("output `b.txt` has other content", Assert.Single(check.Reruns).Why);
        Assert.Equal(["b: output `b.txt` missing"], _stage.Stale());
    }

    [Fact]
    public void A_directory_in_place_of_an_output_is_moved_with_all_in_it()
    {
        File.Delete(_stage.Workspace["out/b.txt"]);
        _stage.Workspace.Write("out/b.txt/inner", "mine");

        var check = Apply(Check());

        Assert.Equal(
            "NotAFile b out/b.txt is a directory, not a file; moved aside",
            Assert.Single(Told(check))
        );
        Assert.True(File.Exists(Path.Combine(check.Quarantine!, "outputs/b.txt/inner")));
    }

    [Fact]
    public void A_link_is_judged_by_what_it_leads_to_and_only_the_link_is_moved()
    {
        var moved = _stage.Workspace["moved.txt"];
        File.Move(_stage.Workspace["out/b.txt"], moved);
        File.CreateSymbolicLink(_stage.Workspace["out/b.txt"], moved);
        Assert.Empty(Check(verify: true).Findings);

        File.WriteAllText(moved, "mine");
        Assert.Contains("is a link to other content than recorded", Told(Apply(Check()))[0]);
        Assert.Equal("mine", File.ReadAllText(moved));

        File.CreateSymbolicLink(_stage.Workspace["out/b.txt"], "nowhere");
        Assert.Contains("is a link to what is no regular file; moved", Told(Apply(Check()))[0]);
    }

    [Fact]
    public void What_changed_after_the_look_is_left()
    {
        _stage.Workspace.Write("out/b.txt", "mine");
        var check = Check();
        _stage.Workspace.Write("out/b.txt", "newer");

        Assert.EndsWith("; left: it has changed since", Told(Apply(check))[0]);
        Assert.Equal("newer", _stage.Workspace.Read("out/b.txt"));
    }

    [Fact]
    public void Outputs_of_units_that_are_no_more_are_nobodys()
    {
        _stage.Stage = _stage.Stage with { Units = [_stage.Copying("a")] };
        File.Delete(_stage.Workspace["out/b.txt"]);
        _stage.Workspace.Write("out/c.txt", "mine");
        Assert.Empty(Check().Findings);
    }

    [Fact]
    public async Task An_output_that_has_another_maker_now_is_that_ones()
    {
        // Unit b is called d from now on and makes the same file.
        _stage.Change("b", u => u with { Key = "d", Parameters = TestStage.Map(("seed", "7")) });
        _stage.Worker = new DelegateWorker(
            (unit, _) =>
            {
                File.WriteAllText(unit.Output(0), "new");
                return Task.CompletedTask;
            }
        );
        await _stage.RunAsync();

        Assert.Empty(Check(verify: true).Findings);
    }

    [Fact]
    public void Damaged_records_are_kept_aside_and_taken_out()
    {
        var file = Directory.GetFiles(_stage.Stage.Paths.Ledger).Single();
        var bytes = File.ReadAllBytes(file);
        var lines = File.ReadAllLines(file);
        var at = lines.TakeWhile(l => !l.Contains("\"u\":\"b\"")).Sum(l => l.Length + 1);
        bytes[at + 30] ^= 4;
        File.WriteAllBytes(file, [.. bytes, .. "{\"half"u8]);
        var damaged = bytes[at..(at + lines.Single(l => l.Contains("\"u\":\"b\"")).Length + 1)];

        var check = Apply(Check());

        Assert.Equal(
            [
                $"Damaged  {Shown(file)} is damaged at byte {at} ({damaged.Length} bytes): what was recorded there is lost; kept aside",
                $"Torn  {Shown(file)} ends with half a line at byte {bytes.Length} (6 bytes): its worker died while it wrote; kept aside",
            ],
            Told(check)
        );
        Assert.Equal([("b", "never ran")], check.Reruns);
        var kept = Path.Combine(check.Quarantine!, "ledger", Path.GetFileName(file));
        Assert.Equal(damaged, File.ReadAllBytes($"{kept}@{at}"));
        Assert.Equal("{\"half", File.ReadAllText($"{kept}@{bytes.Length}"));
        Assert.Equal([.. bytes[..at], .. bytes[(at + damaged.Length)..]], File.ReadAllBytes(file));
        Assert.Empty(Check().Findings);
        Assert.Empty(_stage.Ledger.Problems);
        Assert.NotNull(_stage.Ledger.Done("a"));
    }

    [Theory]
    [InlineData("\"u\":\"b\"", "the record at byte", "its record is damaged")]
    [InlineData("\"t\":\"index\"", "its index is damaged", null)]
    public void A_damaged_compacted_ledger_is_made_anew_of_what_can_be_read(
        string damaged,
        string told,
        string? rerun
    )
    {
        var directory = _stage.Stage.Paths.Ledger;
        new LedgerCompaction(_stage.Ledger, directory, _ => true).Run(_stage.Plan());
        var file = Directory.GetFiles(directory).Single();
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(damaged)) + 5] ^= 1;
        File.WriteAllBytes(file, bytes);

        var check = Apply(Check());

        Assert.StartsWith($"Damaged  {Shown(file)} is damaged: {told}", Told(check)[0]);
        Assert.All(Told(check), line => Assert.EndsWith("; kept aside", line));
        Assert.Equal(rerun, check.Reruns.SingleOrDefault().Why);
        Assert.Equal(
            bytes,
            File.ReadAllBytes(Path.Combine(check.Quarantine!, "ledger", Path.GetFileName(file)))
        );
        Assert.Empty(Check().Findings);
        Assert.Equal(rerun is null ? [] : ["b: never ran"], _stage.Stale());
    }

    [Fact]
    public void What_dead_workers_left_is_removed()
    {
        var paths = _stage.Stage.Paths;
        FakeWorkers.Dead(paths, "dead");
        File.WriteAllText(
            Path.Combine(
                Directory.CreateDirectory(Path.Combine(paths.Staging, "dead/0")).FullName,
                "x"
            ),
            "half"
        );
        Directory.CreateDirectory(Path.Combine(paths.Claims, "0a1/0a10/dead"));
        var stray = Path.Combine(paths.Plans, "000001-x.jsonl.7-0.tmp");
        var fresh = Path.Combine(paths.Plans, "000002-x.jsonl.7-0.tmp");
        Directory.CreateDirectory(paths.Plans);
        File.WriteAllText(stray, "half");
        File.WriteAllText(fresh, "half");
        File.SetLastWriteTimeUtc(stray, DateTime.UtcNow.AddHours(-2));

        var check = Apply(Check());

        Assert.Equal(
            [
                $"Leftover  {Shown(paths.Staging)}/dead was left by a worker that died: what it had not committed; removed",
                $"Leftover  {Shown(paths.Claims)} holds 1 block of claims left by workers that died; removed",
                $"Temporary  {Shown(stray)} is a temporary file that was never put in place; moved aside",
            ],
            Told(check)
        );
        Assert.True(File.Exists(fresh));
        Assert.Empty(Check().Findings);
        Assert.Empty(check.Reruns);
    }

    [Fact]
    public void While_a_worker_lives_it_is_refused_by_name()
    {
        using var living = FakeWorkers.Living(_stage.Stage.Paths, "w");
        var error = Assert.Throws<UserError>(() => StageAtRest.Refuse(_stage.Stage, "Fsck"));
        Assert.StartsWith(
            $"Fsck: Copy is being worked on by shard 0/1 on {Environment.MachineName} (pid {Environment.ProcessId}, since ",
            error.Message
        );
        Assert.Equal(ExitCode.UnitFailed, error.ExitCode);
    }

    [Fact]
    public void A_worker_of_another_machine_that_fell_silent_is_waited_for_once_and_then_dead()
    {
        FakeWorkers.Foreign(_stage.Stage.Paths, "far", TimeSpan.FromHours(1));
        StageAtRest.Refuse(_stage.Stage, "Fsck");

        FakeWorkers.Foreign(_stage.Stage.Paths, "near", TimeSpan.Zero);
        Assert.Throws<UserError>(() => StageAtRest.Refuse(_stage.Stage, "Fsck"));
    }

    public ValueTask DisposeAsync()
    {
        _stage.Dispose();
        return ValueTask.CompletedTask;
    }

    private StageCheck Check(bool verify = false) =>
        StageCheck.Of(
            _stage.Plan(),
            _stage.Ledger,
            new HashCache(null, TimeProvider.System),
            verify,
            DateTimeOffset.UtcNow
        );

    private StageCheck Apply(StageCheck check) =>
        Quarantine.Apply(check, _stage.Ledger, DateTimeOffset.UtcNow);

    private string Shown(string path) => _stage.Stage.Shown(path);

    private List<string> Told(StageCheck check) =>
        [
            .. check.Findings.Select(f =>
                $"{f.Kind} {f.Unit} {Shown(f.Path)} {f.Detail}"
                + (f.Action.Length > 0 ? $"; {f.Action}" : "")
            ),
        ];
}
