using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Tests.Engine.Graph;

/// <summary>Slices share out all units, each once.</summary>
public sealed class ShardTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void Slices_are_disjoint_complete_and_balanced(int units)
    {
        using var stage = new TestStage();
        var plan = stage.Plan() with
        {
            Units =
            [
                .. Enumerable
                    .Range(0, units)
                    .Select(i => new PlannedUnit(
                        new Unit { Key = $"{i}", Outputs = [] },
                        Hash256.Of("f"u8),
                        [],
                        // Every third is up to date and takes no place in the deal.
                        i % 3
                        == 0
                            ? Verdict.UpToDate
                            : Verdict.NeverRan,
                        null
                    )),
            ],
        };
        for (var count = 1; count <= 12; count++)
        {
            var slices = Enumerable
                .Range(0, count)
                .Select(i => plan.Slice(new Shard(i, count)).ToList())
                .ToList();

            Assert.Equal(
                plan.Running.Select(u => u.Unit.Key).Order(),
                slices.SelectMany(s => s).Select(u => u.Unit.Key).Order()
            );
            Assert.True(slices.Max(s => s.Count) - slices.Min(s => s.Count) <= 1);
        }
    }

    [Theory]
    [InlineData("0/1", 0, 1)]
    [InlineData("6/7", 6, 7)]
    public void A_shard_is_read_as_it_is_written(string text, int index, int count)
    {
        Assert.Equal(new Shard(index, count), Shard.Parse(text));
        Assert.Equal(text, new Shard(index, count).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("7/7")]
    [InlineData("-1/7")]
    [InlineData("0/0")]
    [InlineData("1/2/3")]
    [InlineData("a/b")]
    [InlineData("0/99999999999")]
    public void What_is_no_shard_is_refused(string text) => Assert.Null(Shard.Parse(text));
}
