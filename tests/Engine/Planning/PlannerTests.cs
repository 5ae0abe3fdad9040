using Sluice.Engine;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Tests.Engine.Planning;

/// <summary>What the planner refuses, waits for and leaves out.</summary>
public sealed class PlannerTests : IDisposable
{
    private readonly TestStage _stage = new();

    [Fact]
    public void Before_the_first_run_all_units_are_stale() =>
        Assert.Equal(["a: never ran", "b: never ran", "c: never ran"], _stage.Stale());

    [Fact]
    public void Planning_writes_nothing()
    {
        _stage.Plan();

        Assert.False(Directory.Exists(_stage.Stage.OutputRoot));
    }

    [Fact]
    public void Slices_are_cut_where_the_stage_says()
    {
        var units = Enumerable
            .Range(0, 10)
            .Select(i => _stage.Copying("a") with { Key = $"{i}", Outputs = [$"{i}.txt"] })
            .Select((unit, i) => unit with { Parameters = OrderedMap.Of("model", $"m{i / 3}") });
        _stage.Stage = _stage.Stage with { Units = [.. units] };

        Assert.Equal("0 2 4 6 8|1 3 5 7 9", Slices());
        _stage.Stage = _stage.Stage with { Split = Split.Contiguous };
        Assert.Equal("0 1 2 3 4|5 6 7 8 9", Slices());
        _stage.Stage = _stage.Stage with { KeptTogether = "model" };
        Assert.Equal("0 1 2 3 4 5|6 7 8 9", Slices());
        // What is no parameter keeps all together.
        _stage.Stage = _stage.Stage with
        {
            KeptTogether = "none",
        };
        Assert.Equal("0 1 2 3 4 5 6 7 8 9|", Slices());

        string Slices() =>
            string.Join(
                '|',
                new[] { new Shard(0, 2), new Shard(1, 2) }.Select(shard =>
                    string.Join(' ', _stage.Plan().Slice(shard).Select(u => u.Unit.Key))
                )
            );
    }

    [Fact]
    public void Two_units_of_one_key_are_refused()
    {
        _stage.Change("b", u => u with { Key = "a" });

        Assert.Contains("two units have the key 'a'", Refusal());
    }

    [Fact]
    public void Two_makers_of_one_output_are_refused_however_it_is_spelt()
    {
        _stage.Change("b", u => u with { Outputs = ["x/../a.txt"] });

        Assert.Contains("the units 'a' and 'b' both declare the output 'x/../a.txt'", Refusal());
    }

    [Theory]
    [InlineData("../x.txt")]
    [InlineData("/tmp/x.txt")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a/../../x")]
    [InlineData("../out-of/x")]
    public void An_output_outside_of_the_output_root_is_refused(string output)
    {
        _stage.Change("b", u => u with { Outputs = [output] });

        Assert.Contains($"unit 'b' declares the output '{output}', which lies outside", Refusal());
    }

    [Fact]
    public void An_output_among_the_state_is_refused()
    {
        _stage.Change("b", u => u with { Outputs = [".sluice/Copy/ledger/x.jsonl"] });

        Assert.Contains("unit 'b' declares the output '.sluice/Copy/ledger/x.jsonl'", Refusal());
    }

    [Fact]
    public void A_missing_input_is_named_with_the_remedy()
    {
        File.Delete(_stage.Workspace["in/b.txt"]);

        Assert.Equal(
            "Copy: the input in/b.txt is not there; make it, or name another in the configuration",
            Refusal()
        );
    }

    [Fact]
    public void A_missing_code_file_is_called_one()
    {
        _stage.Stage = _stage.Stage with { CodeFiles = [_stage.Workspace["tool.py"]] };

        Assert.StartsWith("Copy: the code file tool.py is not there", Refusal());
    }

    [Fact]
    public void A_unit_whose_input_is_still_to_be_made_waits_for_its_maker()
    {
        File.Delete(_stage.Workspace["in/b.txt"]);
        var pending = new Dictionary<string, string> { [_stage.Workspace["in/b.txt"]] = "Make" };

        Assert.Equal(
            ["a: never ran", "b: input `b.txt` will be made by Make", "c: never ran"],
            _stage.Stale(new PlanOptions { Pending = pending })
        );
    }

    [Fact]
    public void A_stage_waits_for_what_is_upstream()
    {
        var upstream = _stage.Plan();
        _stage.Stage = _stage.Stage with { Upstream = [upstream] };

        Assert.Equal("a: waits for Copy: 3 of 3 units are not up to date", _stage.Stale()[0]);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("[ab]", "a b")]
    [InlineData("*", "a b c")]
    [InlineData("**", "a b c deep/x deep/er/y")]
    [InlineData("deep/*", "deep/x")]
    [InlineData("deep/**", "deep/x deep/er/y")]
    [InlineData("A", "")]
    public void Only_selects_by_glob(string glob, string expected)
    {
        foreach (var key in (string[])["deep/x", "deep/er/y"])
        {
            _stage.Workspace.Write($"in/{key}.txt", key);
            _stage.Stage = _stage.Stage with
            {
                Units = [.. _stage.Stage.Units, _stage.Copying(key)],
            };
        }

        var plan = _stage.Plan(new PlanOptions { Only = glob });

        Assert.Equal(expected, string.Join(' ', plan.Running.Select(u => u.Unit.Key)));
        Assert.Equal(5, plan.Units.Count);
    }

    [Fact]
    public void Generations_rise_above_every_record()
    {
        Assert.Equal(1, _stage.Plan().Generation);
        using (var writer = new LedgerWriter(_stage.Stage.Paths.Ledger, "w"))
            writer.Append(LedgerSample.Done("z", generation: 41), []);

        Assert.Equal(42, _stage.Plan().Generation);
        Assert.StartsWith("000042-", _stage.Plan().Id);
    }

    public void Dispose() => _stage.Dispose();

    private string Refusal() => Assert.Throws<UserError>(() => _stage.Plan()).Message;
}
