using System.Text.Json;
using Sluice.Engine;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Tests.Engine.Faults;

namespace Sluice.Tests.Engine.Working;

/// <summary>Units that are committed together keep, each for itself, the order of one committed alone.</summary>
public sealed class CommitterTests : IDisposable
{
    private const int Count = 300;

    private readonly TestStage _stage = new();
    private readonly HashSet<string> _synced = new(StringComparer.Ordinal);
    private readonly HashSet<string> _recorded = new(StringComparer.Ordinal);
    private readonly List<string> _wrong = [];
    private readonly Lock _gate = new();
    private int _ledgerSyncs;

    public CommitterTests()
    {
        _stage.Stage = _stage.Stage with
        {
            Limits = new RunLimits { Slots = 3 },
            Units =
            [
                .. Enumerable
                    .Range(0, Count)
                    .Select(i => new Unit { Key = $"{i}", Outputs = [$"{i}.txt"] }),
            ],
        };
        _stage.Worker = new DelegateWorker(
            (unit, _) =>
            {
                File.WriteAllText(unit.Output(0), unit.Unit.Key);
                return Task.CompletedTask;
            }
        );
    }

    [Fact]
    public async Task A_record_is_written_behind_its_outputs_and_a_claim_given_back_behind_its_record()
    {
        using (FailingDisks.Install(_stage.Workspace.Root, Before))
            Assert.Equal(ExitCode.Done, await _stage.RunAsync());

        Assert.Empty(_wrong);
        Assert.Equal(Count, _recorded.Count);
        // Records share syncs: that is what committing together is for.
        Assert.InRange(_ledgerSyncs, 1, Count / 2);
    }

    [Fact]
    public async Task A_worker_whose_fence_is_taken_after_its_renames_records_nothing()
    {
        _stage.Stage = _stage.Stage with { Units = [_stage.Stage.Units[0]] };
        var taken = "";
        using (FailingDisks.Install(_stage.Workspace.Root, Take))
            Assert.Equal(ExitCode.Done, await _stage.RunAsync());

        Assert.NotEqual("", taken);
        Assert.NotEqual(taken, Assert.Single(_stage.Ledger.AllDone).Worker);
        Assert.DoesNotContain(
            Directory.GetFiles(_stage.Stage.Paths.Ledger),
            file => file.Contains(taken) && File.ReadAllText(file).Contains("\"t\":\"done\"")
        );

        int Take(DiskOperation operation, string path)
        {
            if (taken == "" && operation == DiskOperation.Sync && path == _stage.Workspace["out"])
            {
                var staging = _stage.Stage.Paths.Staging;
                var fence = Directory.GetDirectories(staging).Single();
                taken = Path.GetFileName(fence);
                Directory.Move(fence, Path.Combine(staging, ".taken-test"));
            }
            return 0;
        }
    }

    public void Dispose() => _stage.Dispose();

    private int Before(DiskOperation operation, string path)
    {
        lock (_gate)
        {
            if (operation == DiskOperation.Sync && path == _stage.Workspace["out"])
                foreach (var unit in Enumerable.Range(0, Count).Select(i => $"{i}"))
                    if (File.Exists(_stage.Workspace[$"out/{unit}.txt"]))
                        _synced.Add(unit);
            if (operation == DiskOperation.Sync && path.EndsWith(".jsonl"))
                LookAtRecords(path);
        }
        return 0;
    }

    // Written, not synced yet: every output stands, its directory is synced, its claim is held.
    private void LookAtRecords(string ledger)
    {
        _ledgerSyncs++;
        foreach (var line in File.ReadLines(ledger))
        {
            var json = JsonDocument.Parse(line).RootElement;
            if (json.GetProperty("t").GetString() != "done")
                continue;
            var unit = json.GetProperty("u").GetString()!;
            if (!_recorded.Add(unit))
                continue;
            if (!_synced.Contains(unit))
                _wrong.Add($"{unit}: recorded before its name was durable");
            if (_stage.Claims.HolderOf(unit) is null)
                _wrong.Add($"{unit}: its claim was given back before its record was durable");
        }
    }
}
