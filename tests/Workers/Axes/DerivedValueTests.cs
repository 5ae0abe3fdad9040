using Sluice.Engine;
using static Sluice.Tests.Workers.Sweep.SweepYaml;

namespace Sluice.Tests.Workers.Axes;

/// <summary>Values follow from others by template or by table.</summary>
public sealed class DerivedValueTests
{
    private const string Matrix = "matrix: {model: [410m, 1b, 7b]}\n";

    [Fact]
    public void A_template_is_filled() =>
        Assert.Equal("m-410m m-1b m-7b", Values("values: {v: \"m-{model}\"}"));

    [Fact]
    public void A_table_is_looked_up_and_else_is_for_what_is_not_in_it() =>
        Assert.Equal(
            "24 16 12",
            Values("values: {v: {of: \"{model}\", map: {410m: 24, 1b: 16}, else: 12}}")
        );

    [Fact]
    public void A_value_is_made_of_those_above_it() =>
        Assert.Equal("a410mb a1bb a7bb", Values("values: {u: \"a{model}\", v: \"{u}b\"}"));

    [Fact]
    public void What_is_not_in_the_table_and_has_no_else_is_refused_with_its_combination() =>
        Assert.Equal(
            "t.yaml:5: model=7b: '7b' is not in the map of 'v', and it has no else",
            Assert
                .Throws<UserError>(() =>
                    Values("values: {v: {of: \"{model}\", map: {410m: 24, 1b: 16}}}")
                )
                .Message
        );

    private static string Values(string yaml) =>
        string.Join(' ', Combinations(Matrix + yaml).Select(c => c.Find("v")));
}
