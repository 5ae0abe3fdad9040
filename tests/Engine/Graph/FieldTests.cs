using Sluice.Engine;
using Sluice.Engine.Graph;

namespace Sluice.Tests.Engine.Graph;

/// <summary>What a stage writes into the plan its worker reads, and nothing else.</summary>
public sealed class FieldTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        Assert.Equal(-3, Back(Field.Whole("a"), -3, "-3"));
        Assert.Equal(9_000_000_000, Back(Field.Long("a"), 9_000_000_000, "9000000000"));
        Assert.Equal(0.1, Back(Field.Number("a"), 0.1, "0.1"));
        Assert.True(Back(Field.Flag("a"), true, "true"));
        Assert.False(Back(Field.Either("a", "found", "missing"), false, "missing"));
        Assert.Equal(
            Split.Contiguous,
            Back(Field.Choice<Split>("a"), Split.Contiguous, "Contiguous")
        );
        Assert.Equal(
            Split.RoundRobin,
            Back(Field.SmallChoice<Split>("a"), Split.RoundRobin, "roundrobin")
        );
        Assert.Null(Back(Field.OptionalText("a"), null, ""));
        Assert.Equal(["x", "y"], Back(Field.List("a", '+'), ["x", "y"], "x+y"));
        Assert.Empty(Back(Field.List("a", '+'), [], ""));
    }

    [Fact]
    public void What_no_stage_writes_is_refused_by_name()
    {
        Refused(Field.Whole("seed"), "x");
        Refused(Field.Flag("seed"), "True");
        Refused(Field.Choice<Split>("seed"), "1");
        Refused(Field.Choice<Split>("seed"), "contiguous");
        Refused(Field.SmallChoice<Split>("seed"), "Contiguous");
        Assert.Contains(
            "Train, unit lm: no `seed` in the plan",
            Assert
                .Throws<UserError>(() => Field.Whole("seed").In(OrderedMap.Empty, "Train, unit lm"))
                .Message
        );
    }

    private static T Back<T>(Field<T> field, T value, string text)
    {
        var map = OrderedMap.Of(field.Is(value));
        Assert.Equal(text, map["a"]);
        return field.In(map);
    }

    private static void Refused<T>(Field<T> field, string text) =>
        Assert.Contains(
            $"`seed` in the plan is '{text}'",
            Assert.Throws<UserError>(() => field.In(OrderedMap.Of("seed", text))).Message
        );
}
