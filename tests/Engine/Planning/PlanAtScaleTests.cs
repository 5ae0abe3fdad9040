using System.Collections;
using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Upkeep;

namespace Sluice.Tests.Engine.Planning;

/// <summary>Planning costs the same a unit however many there are, and finds each unit wherever its record is.</summary>
[Trait("Takes", "long")]
public sealed class PlanAtScaleTests : IDisposable
{
    private readonly TestStage _stage = new();

    [Fact]
    public void A_first_plan_costs_the_same_a_unit_at_a_hundred_times_the_size()
    {
        _ = CostOfPlanning(1_000);
        var small = CostOfPlanning(10_000);
        var middle = CostOfPlanning(100_000);
        var large = CostOfPlanning(1_000_000);

        Assert.InRange(middle.Bytes / small.Bytes, 0.5, 1.5);
        Assert.InRange(large.Bytes / middle.Bytes, 0.5, 1.5);
        // Planning and the look at declarations go through the units a fixed number of times.
        Assert.InRange(large.Reads, 1, small.Reads + 0.1);
    }

    [Fact]
    public void One_stale_unit_among_many_costs_the_same_a_unit_at_ten_times_the_size()
    {
        _ = CostOfOneStale(1_000);
        var small = CostOfOneStale(10_000);
        var large = CostOfOneStale(100_000);

        Assert.InRange(large.Bytes / small.Bytes, 0.5, 1.5);
        Assert.InRange(large.Reads, 1, small.Reads + 0.1);
    }

    [Theory]
    [InlineData("as compacted")]
    [InlineData("in lines")]
    [InlineData("compacted, then lines")]
    public void Records_are_found_whatever_the_units_order(string form)
    {
        var units = Units(5_000, withOutputs: true);
        _stage.Stage = _stage.Stage with { Units = units };
        Record(units[..2_500], "one");
        if (form == "compacted, then lines")
            Compact();
        Record(units[2_000..], "two");
        if (form == "as compacted")
            Compact();
        var random = new Random(3);

        Assert.Empty(_stage.Stale());
        // Again with what the first look has left in the way.
        foreach (
            var order in (Unit[][])
                [
                    [.. units.Reverse()],
                    [.. units.OrderBy(_ => random.Next())],
                    units[1..],
                    units[..^1],
                    [.. units[3_000..], .. units[..3_000]],
                    [.. units.Where((_, i) => i % 2 == 0)],
                ]
        )
        {
            _stage.Stage = _stage.Stage with { Units = order };
            Assert.Empty(_stage.Stale());
        }
        Unit added = new() { Key = "new", Outputs = ["new.txt"] };
        _stage.Stage = _stage.Stage with { Units = [.. units[..7], added, .. units[7..]] };
        Assert.Equal(["new: never ran"], _stage.Stale());
    }

    [Fact]
    public void What_changed_is_found_among_thousands()
    {
        var units = Units(5_000, withOutputs: true);
        units[10] = units[10] with { Inputs = [_stage.Workspace["in/a.txt"]] };
        _stage.Stage = _stage.Stage with { Units = units };
        Record(units, "w");
        Compact();
        _stage.Workspace.Write("in/a.txt", "other");
        File.Delete(Output(units[2_100]));
        _stage.Workspace.Write("out/3000.txt", "other text");
        units[4_999] = units[4_999] with { Parameters = OrderedMap.Of("p", "1") };
        File.SetLastWriteTimeUtc(Output(units[77]), DateTime.UnixEpoch);

        Assert.Equal(
            [
                "10: input `in/a.txt` changed",
                "2100: output `2100.txt` missing",
                "3000: output `3000.txt` modified",
                "4999: parameter `p` is new",
            ],
            _stage.Stale()
        );
    }

    [Fact]
    public void Two_units_of_one_output_are_refused_though_both_are_recorded()
    {
        var units = Units(3, withOutputs: true);
        _stage.Stage = _stage.Stage with { Units = units };
        Record(units, "w");
        Compact();
        // Once the third had another output.
        Unit third = units[2] with
        {
            Outputs = ["0.txt"],
        };
        _stage.Stage = _stage.Stage with { Units = [units[1], third] };
        Record([third], "v");
        Compact();
        _stage.Stage = _stage.Stage with { Units = [units[0], units[1], third] };

        Assert.Contains(
            "both declare the output '0.txt'",
            Assert.Throws<Sluice.Engine.UserError>(() => _stage.Plan()).Message
        );
    }

    public void Dispose() => _stage.Dispose();

    private Cost CostOfPlanning(int count)
    {
        var units = new CountingList(Units(count, withOutputs: false));
        _stage.Stage = _stage.Stage with { Units = units };
        return CostOf(units, expected: count);
    }

    private Cost CostOfOneStale(int count)
    {
        if (Directory.Exists(_stage.Stage.Paths.Root))
            Directory.Delete(_stage.Stage.Paths.Root, recursive: true);
        var units = Units(count, withOutputs: false);
        _stage.Stage = _stage.Stage with { Units = units };
        Record(units, $"w{count}");
        Compact();
        units[count / 2] = units[count / 2] with { Parameters = OrderedMap.Of("p", "1") };
        var counting = new CountingList(units);
        _stage.Stage = _stage.Stage with { Units = counting };
        return CostOf(counting, expected: 1);
    }

    private Cost CostOf(CountingList units, int expected)
    {
        // Other tests allocate meanwhile: the least of two is ours.
        var bytes = double.MaxValue;
        for (var i = 0; i < 2; i++)
        {
            units.Reads = 0;
            var before = GC.GetTotalAllocatedBytes(precise: true);
            Assert.Equal(expected, _stage.Plan().Running.Count);
            bytes = Math.Min(bytes, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        return new Cost(bytes / units.Count, (double)units.Reads / units.Count);
    }

    private Unit[] Units(int count, bool withOutputs)
    {
        Directory.CreateDirectory(_stage.Stage.OutputRoot);
        var units = new Unit[count];
        for (var i = 0; i < count; i++)
        {
            units[i] = new Unit { Key = $"{i}", Outputs = withOutputs ? [$"{i}.txt"] : [] };
            if (withOutputs)
                File.WriteAllText(Output(units[i]), $"{i}");
        }
        return units;
    }

    private string Output(Unit unit) => Path.Combine(_stage.Stage.OutputRoot, unit.Outputs[0]);

    private void Record(Unit[] units, string worker)
    {
        var plan = _stage.Plan();
        var keys = units.Select(u => u.Key).ToHashSet();
        using var writer = new LedgerWriter(_stage.Stage.Paths.Ledger, worker);
        foreach (var batch in plan.Running.Where(u => keys.Contains(u.Unit.Key)).Chunk(1000))
            writer.Append([.. batch.Select(u => Done(plan, u, writer))], plan.SharedParts);
    }

    private DoneRecord Done(Plan plan, PlannedUnit planned, LedgerWriter writer) =>
        new()
        {
            Unit = planned.Unit.Key,
            Fingerprint = planned.Fingerprint,
            Generation = plan.Generation,
            At = DateTimeOffset.UnixEpoch,
            Worker = "w",
            Sequence = writer.NextSequence(),
            SharedParts = Fingerprint.IdOf(plan.SharedParts),
            OwnParts = planned.OwnParts,
            Outputs =
            [
                .. planned.Unit.Outputs.Select(o => new OutputRecord(
                    o,
                    FileIdentity.Of(Output(planned.Unit))!.Value,
                    Sha256Hex.OfFile(Output(planned.Unit))
                )),
            ],
        };

    private void Compact() =>
        new LedgerCompaction(_stage.Ledger, _stage.Stage.Paths.Ledger, _ => true).Run(
            _stage.Plan()
        );

    private readonly record struct Cost(double Bytes, double Reads);

    /// <summary>Counts how often its items are asked for.</summary>
    private sealed class CountingList(Unit[] units) : IReadOnlyList<Unit>
    {
        private long _reads;

        public long Reads
        {
            get => Interlocked.Read(ref _reads);
            set => Interlocked.Exchange(ref _reads, value);
        }

        public int Count => units.Length;

        public Unit this[int index]
        {
            get
            {
                Interlocked.Increment(ref _reads);
                return units[index];
            }
        }

        public IEnumerator<Unit> GetEnumerator()
        {
            foreach (var unit in units)
            {
                Interlocked.Increment(ref _reads);
                yield return unit;
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
