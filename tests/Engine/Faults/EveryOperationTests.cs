namespace Sluice.Tests.Engine.Faults;

/// <summary>
/// Every single operation on the disk fails once, or is where the process dies, over a whole small
/// pipeline: whatever it was, a rerun makes what an undisturbed run makes. TEST_ROUNDS above 1
/// tries every error at every operation instead of one of them, and a full disk from every one on
/// instead of every third.
/// </summary>
[Trait("Takes", "long")]
public sealed class EveryOperationTests
{
    private const int SideBySide = 8;

    private static readonly (string Name, int Number)[] Errors =
    [
        ("ENOSPC", 28),
        ("EIO", 5),
        ("EDQUOT", 122),
        ("EACCES", 13),
        ("EROFS", 30),
    ];

    private static readonly bool AllErrors =
        Environment.GetEnvironmentVariable("TEST_ROUNDS") is not (null or "1");

    [Fact]
    public Task Refused_once_nothing_is_lost() =>
        Everywhere(point => AllErrors ? Errors : [Errors[point % Errors.Length]], forGood: false);

    [Fact]
    public Task Killed_there_nothing_is_lost() => Everywhere(_ => [("kill", 5)], forGood: true);

    [Fact]
    public Task On_a_disk_that_is_full_from_then_on_nothing_is_lost() =>
        Everywhere(
            point => AllErrors || point % 3 == 1 ? [("ENOSPC", 28)] : [],
            forGood: true,
            workersEnd: true
        );

    private static async Task Everywhere(
        Func<int, (string Name, int Number)[]> errors,
        bool forGood,
        bool workersEnd = false
    )
    {
        using var undisturbed = new FaultPipeline();
        var counted = new FailingDisk(undisturbed.Root, 0, 0, forGood: false);
        Assert.True(await undisturbed.RunAsync(counted), undisturbed.Log.ToString());
        var wanted = undisturbed.Outputs();
        var done = undisturbed.DoneUnits();
        Assert.Equal(9, done.Count);

        await Parallel.ForEachAsync(
            Enumerable.Range(1, counted.Count),
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide },
            async (point, _) =>
            {
                foreach (var (name, error) in errors(point))
                {
                    using var pipeline = new FaultPipeline();
                    var faults = new FailingDisk(pipeline.Root, point, error, forGood);
                    var well = await pipeline.RunAsync(faults);
                    var where = $"{name} at operation {point}: {faults.Hit}\n{pipeline.Log}";
                    if (well)
                        Same(wanted, pipeline.Outputs(), where);
                    if (!workersEnd)
                        pipeline.BuryWorkers();

                    Assert.True(await pipeline.RunAsync(), $"{where}\nrerun:\n{pipeline.Log}");
                    Same(wanted, pipeline.Outputs(), where);
                    Assert.True(done.SequenceEqual(pipeline.DoneUnits()), where);
                }
            }
        );
    }

    private static void Same(
        SortedDictionary<string, string> wanted,
        SortedDictionary<string, string> outputs,
        string where
    ) =>
        Assert.True(
            wanted.SequenceEqual(outputs),
            $"{where}: outputs are {string.Join(", ", outputs)}"
        );
}
