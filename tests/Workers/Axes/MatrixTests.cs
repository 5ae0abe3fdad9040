using Sluice.Engine;
using static Sluice.Tests.Workers.Sweep.SweepYaml;

namespace Sluice.Tests.Workers.Axes;

/// <summary>A matrix is every value with every other, less what is excluded, and what is included besides.</summary>
public sealed class MatrixTests
{
    [Fact]
    public void Every_value_goes_with_every_other_and_the_last_axis_changes_fastest() =>
        Assert.Equal("x=a,y=1 x=a,y=2 x=b,y=1 x=b,y=2", Names("matrix: {x: [a, b], y: 1..2}"));

    [Fact]
    public void Without_a_matrix_there_is_one() => Assert.Equal("all", Names("key: k"));

    [Fact]
    public void What_is_excluded_is_left_out() =>
        Assert.Equal(
            "x=a,y=1 x=b,y=3",
            Names(
                "matrix: {x: [a, b], y: 1..3}\nexclude: [{x: a, y: [2, 3]}, {x: b, y: 1}, {y: 2}]"
            )
        );

    [Fact]
    public void A_single_exclusion_needs_no_list() =>
        Assert.Equal("x=b", Names("matrix: {x: [a, b]}\nexclude: {x: a}"));

    [Fact]
    public void What_is_included_comes_besides_as_small_matrices() =>
        Assert.Equal(
            "x=a,y=1 x=z,y=7 x=z,y=8 x=q,y=1",
            Names("matrix: {x: [a], y: 1..1}\ninclude: [{x: z, y: [7, 8]}, {x: q, y: 1}]")
        );

    [Fact]
    public void Include_alone_is_a_list_of_combinations() =>
        Assert.Equal("x=a,y=1 x=b,y=2", Names("include: [{x: a, y: 1}, {x: b, y: 2}]"));

    [Fact]
    public void What_is_excluded_can_be_a_derived_value_or_a_part_of_a_path() =>
        Assert.Equal(
            "x=d/a.txt",
            Names(
                "matrix: {x: [d/a.txt, d/b.txt, d/c.txt]}\nvalues: {v: \"is {x.stem}\"}\nexclude: [{v: is b}, {x.stem: c}]"
            )
        );

    [Fact]
    public void An_exclusion_that_excludes_nothing_is_noted_and_one_that_does_is_not()
    {
        var notes = new List<string>();
        Combinations("matrix: {x: [a, b]}\nexclude: [{x: a}, {x: c}]", notes: notes);
        Assert.Equal(["t.yaml:5: exclude {x: c} leaves nothing out"], notes);
    }

    [Fact]
    public void More_combinations_than_a_million_are_refused_before_they_are_made() =>
        Assert.Equal(
            "t.yaml:4: the matrix has 1,002,001 combinations; 1,000,000 are the most: narrow an axis, or cut it into several sweeps",
            Assert.Throws<UserError>(() => Combinations("matrix: {x: 0..1000, y: 0..1000}")).Message
        );

    [Theory]
    [InlineData("x", "d/e/a.tar.gz")]
    [InlineData("x.name", "a.tar.gz")]
    [InlineData("x.stem", "a.tar")]
    [InlineData("x.folder", "d/e")]
    [InlineData("x.size", null)]
    [InlineData("y.stem", null)]
    public void Parts_of_a_path_are_values_too(string name, string? value) =>
        Assert.Equal(value, Combinations("matrix: {x: [d/e/a.tar.gz]}")[0].Find(name));

    private static string Names(string yaml) =>
        string.Join(' ', Combinations(yaml).Select(c => c.Name));
}
