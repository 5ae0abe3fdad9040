using Sluice.Engine.Configuration;

namespace Sluice.Tests.Engine.Configuration;

/// <summary>What YAML says becomes typed settings, and all that is wrong is told at once, each with its place.</summary>
public sealed class SettingsBinderTests
{
    [Fact]
    public void Every_sort_of_value_is_bound()
    {
        var bound = Bound(
            """
            s:
              name: "7"
              count: 4
              share: 1e-1
              big: 9000000000
              on: yes
              wait: 5m
              limit: null
              day: tuesday
              words: [a, "b c", 5]
              numbers:
                - 1
                - -2
              names: {x: 1, y: ~}
              inner: {depth: 2}
              root: sub/dir
            """
        );

        Assert.Equal("7", bound.Name);
        Assert.Equal(4, bound.Count);
        Assert.Equal(0.1, bound.Share);
        Assert.Equal(9_000_000_000, bound.Big);
        Assert.True(bound.On);
        Assert.Equal(TimeSpan.FromMinutes(5), bound.Wait);
        Assert.Null(bound.Limit);
        Assert.Equal(DayOfWeek.Tuesday, bound.Day);
        Assert.Equal(["a", "b c", "5"], bound.Words);
        Assert.Equal([1, -2], bound.Numbers);
        Assert.Equal("1", bound.Names["x"]);
        Assert.Equal("", bound.Names["y"]);
        Assert.Equal(2, bound.Inner.Depth);
        Assert.Equal("/ws/sub/dir", bound.Root);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s:")]
    [InlineData("s: {}")]
    [InlineData("# nothing but a comment")]
    [InlineData("s:\n  # nothing here")]
    public void Without_a_section_the_defaults_hold(string yaml)
    {
        var bound = Bound(yaml);

        Assert.Equal((3, "none", "/ws/data"), (bound.Count, bound.Name, bound.Root));
        Assert.Equal(["default"], bound.Words);
    }

    [Fact]
    public void One_value_stands_for_a_list_of_one() =>
        Assert.Equal(["only"], Bound("s: {words: only}").Words);

    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("30s", 30)]
    [InlineData("30", 30)]
    [InlineData("1.5h", 5400)]
    [InlineData("2d", 172_800)]
    [InlineData("\"30\"", 30)]
    public void Spans_of_time_have_units(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Bound($"s: {{wait: {text}}}").Wait);

    [Theory]
    [InlineData(
        "nme: x",
        "y.yaml:2: s.nme: expected a known setting of 's', found an unknown one. Did you mean 'name'?"
    )]
    [InlineData(
        "zzzzzz: x",
        "y.yaml:2: s.zzzzzz: expected a known setting of 's', found an unknown one."
    )]
    [InlineData("count: many", "y.yaml:2: s.count: expected a whole number, found 'many'")]
    [InlineData("count: \"4\"", "y.yaml:2: s.count: expected a whole number, found '4'")]
    [InlineData("count: 1.5", "y.yaml:2: s.count: expected a whole number, found '1.5'")]
    [InlineData(
        "count: 99999999999",
        "y.yaml:2: s.count: expected a whole number, found '99999999999'"
    )]
    [InlineData("count: 11", "y.yaml:2: s.count: expected a value from 1 to 10, found '11'")]
    [InlineData("count:", "y.yaml:2: s.count: expected a whole number, found nothing")]
    [InlineData("count: [1]", "y.yaml:2: s.count: expected a whole number, found a list")]
    [InlineData("count: 7", "y.yaml:2: s.count: expected at most 5 when off, found 7")]
    [InlineData("share: .nan", "y.yaml:2: s.share: expected a number, found '.nan'")]
    [InlineData("share: 1.01", "y.yaml:2: s.share: expected a value from 0 to 1, found '1.01'")]
    [InlineData("on: 1", "y.yaml:2: s.on: expected true or false, found '1'")]
    [InlineData(
        "wait: soon",
        "y.yaml:2: s.wait: expected a time span such as 30s, 5m or 2h, found 'soon'"
    )]
    [InlineData(
        "wait: 999999999d",
        "y.yaml:2: s.wait: expected a time span such as 30s, 5m or 2h, found '999999999d'"
    )]
    [InlineData(
        "day: Tuesday",
        "y.yaml:2: s.day: expected one of sunday, monday, tuesday, wednesday, thursday, friday, saturday, found 'Tuesday'"
    )]
    [InlineData("numbers: [1, x]", "y.yaml:2: s.numbers[1]: expected a whole number, found 'x'")]
    [InlineData(
        "names: text",
        "y.yaml:2: s.names: expected a map of names to values, found 'text'"
    )]
    [InlineData("names: {a: [1]}", "y.yaml:2: s.names.a: expected a plain value, found a list")]
    [InlineData("inner: 5", "y.yaml:2: s.inner: expected a map of settings, found '5'")]
    [InlineData(
        "inner: {dept: 5}",
        "y.yaml:2: s.inner.dept: expected a known setting of 's.inner', found an unknown one. Did you mean 'depth'?"
    )]
    [InlineData(
        "file: none.csv",
        "y.yaml:2: s.file: expected an existing file, found 'none.csv' (relative to the workspace: /ws/none.csv)"
    )]
    public void What_is_wrong_is_told_with_its_place(string line, string expected) =>
        Assert.Equal([expected], Problems($"s:\n  {line}"));

    [Fact]
    public void All_that_is_wrong_is_told_at_once() =>
        Assert.Equal(
            ["y.yaml:2: s.count", "y.yaml:3: s.shar", "y.yaml:5: s.inner.depth"],
            Problems("s:\n  count: x\n  shar: 1\n  inner:\n    depth: x\n")
                .Select(p => p[..p.IndexOf(": expected")])
        );

    [Fact]
    public void A_section_that_is_no_map_is_told() =>
        Assert.Equal(["y.yaml:1: s: expected a map of settings, found a list"], Problems("s: [1]"));

    private static SampleSettings Bound(string yaml)
    {
        var binder = new SettingsBinder("/ws");
        var settings = binder.Bind<SampleSettings>(
            YamlReader.ReadText(yaml, "y.yaml").Find("s"),
            "s"
        );
        Assert.Empty(binder.Violations);
        return settings;
    }

    private static IEnumerable<string> Problems(string yaml)
    {
        var binder = new SettingsBinder("/ws");
        binder.Bind<SampleSettings>(YamlReader.ReadText(yaml, "y.yaml").Find("s"), "s");
        return binder.Violations.Select(v => v.ToString());
    }
}
