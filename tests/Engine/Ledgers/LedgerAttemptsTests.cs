using Sluice.Engine.Ledgers;
using Sluice.Engine.Working;

namespace Sluice.Tests.Engine.Ledgers;

/// <summary>What a ledger still has of attempts that later ones superseded.</summary>
public sealed class LedgerAttemptsTests
{
    [Fact]
    public async Task Every_attempt_of_every_run_is_there_until_they_are_compacted()
    {
        using var stage = new TestStage();
        var copy = stage.Worker;
        stage.Worker = new DelegateWorker(
            (unit, stop) =>
                unit.Unit.Key == "b" ? throw new UnitFailure("no") : copy.RunAsync(unit, stop)
        );
        await stage.RunAsync();
        await stage.RunAsync();
        stage.Worker = copy;
        await stage.RunAsync();

        Assert.Equal(
            ["a done", "b done", "b failed", "b failed", "c done"],
            LedgerAttempts
                .Of(stage.Ledger)
                .Select(record => $"{record.Unit} {(record is DoneRecord ? "done" : "failed")}")
                .Order(StringComparer.Ordinal)
        );
        // Of a ledger only the latest failure can be asked for.
        Assert.NotNull(stage.Ledger.Failed("b"));
    }

    [Fact]
    public async Task A_torn_line_is_none()
    {
        using var stage = new TestStage();
        await stage.RunAsync();
        var file = Assert.Single(Directory.GetFiles(stage.Stage.Paths.Ledger, "*.jsonl"));
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        File.WriteAllBytes(file, bytes[..^20]);
        Assert.Equal(2, LedgerAttempts.Of(stage.Ledger).Count);
    }
}
