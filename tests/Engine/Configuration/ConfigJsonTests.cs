using FsCheck;
using FsCheck.Fluent;
using Sluice.Engine;
using Sluice.Engine.Configuration;

namespace Sluice.Tests.Engine.Configuration;

/// <summary>A frozen configuration is the same configuration, and equal ones are known to be equal.</summary>
public sealed class ConfigJsonTests
{
    private static readonly Gen<string> s_text = Gen.Elements(
        "",
        "a",
        "b c",
        "null",
        "~",
        "true",
        "007",
        "1e3",
        "\"q\"",
        "back\\slash",
        "two\nlines",
        "\0\u001b",
        "ü 実 😀",
        "<&>",
        "text",
        "entries",
        "at"
    );

    private static readonly Gen<string> s_place =
        from file in Gen.Elements("configs/a.yaml", "--set a.b=1", "SLUICE_A__B", "")
        from line in Gen.Choose(1, 99)
        select $"{file}:{line}";

    [Fact]
    public void What_was_written_is_read_with_quotes_nulls_order_and_places() =>
        Properties.Properties.Hold(
            Map(3),
            _ => [],
            map =>
                Assert.Equal(
                    Shown(map, withPlaces: true),
                    Shown(ConfigJson.Read(ConfigJson.Write(map), "x"), withPlaces: true)
                )
        );

    [Fact]
    public void Order_of_keys_and_places_do_not_matter() =>
        Properties.Properties.Hold(
            Map(3).Zip(Gen.Choose(0, int.MaxValue)),
            _ => [],
            tried =>
                Assert.Equal(
                    ConfigJson.Canonical(tried.Item1),
                    ConfigJson.Canonical((MapNode)Moved(tried.Item1, new Random(tried.Item2)))
                )
        );

    [Fact]
    public void Every_other_difference_does() =>
        Properties.Properties.Hold(
            Map(2).Zip(Map(2)),
            _ => [],
            two =>
                Assert.Equal(
                    Shown(Sorted(two.Item1), false) == Shown(Sorted(two.Item2), false),
                    ConfigJson.Canonical(two.Item1) == ConfigJson.Canonical(two.Item2)
                )
        );

    [Theory]
    [InlineData("a: {x: 1}", "a: {x: '1'}")]
    [InlineData("a: {x: 1}", "a: {x: 2}")]
    [InlineData("a: {x: 1}", "a: {y: 1}")]
    [InlineData("a: {x: ~}", "a: {x: ''}")]
    [InlineData("a: {x: [1, 2]}", "a: {x: [2, 1]}")]
    [InlineData("a: {x: [1]}", "a: {x: 1}")]
    [InlineData("a: {x: 1}", "a: {x: 1, y: ~}")]
    public void These_are_different(string one, string other) =>
        Assert.NotEqual(Canonical(one), Canonical(other));

    [Fact]
    public void Sections_on_which_no_result_depends_are_left_out_at_the_top_only()
    {
        Assert.Equal(
            Canonical("a: {run: 1}", "run", "slurm"),
            Canonical("run: {x: 1}\nslurm: {y: 2}\na: {run: 1}", "run", "slurm")
        );
        Assert.NotEqual(Canonical("a: {run: 1}", "run"), Canonical("a: {run: 2}", "run"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{\"at\": \"x\"}")]
    [InlineData("{\"at\": \"x\", \"items\": []}")]
    [InlineData("{\"at\": \"x\", \"text\": \"a\", \"quoted\": true}")]
    [InlineData("{\"entries\": []}")]
    [InlineData("{\"at\": 7, \"entries\": []}")]
    [InlineData("{\"at\": \"x\", \"entries\": [{\"key\": \"a\"}]}")]
    public void What_is_no_frozen_configuration_is_told_by_its_name(string text) =>
        Assert.StartsWith(
            "settings.json: cannot be read (",
            Assert.Throws<UserError>(() => ConfigJson.Read(text, "settings.json")).Message
        );

    private static string Canonical(string yaml, params string[] without) =>
        ConfigJson.Canonical(YamlReader.ReadText(yaml, "y.yaml"), without);

    private static Gen<MapNode> Map(int depth) =>
        from entries in (
            from key in s_text
            from value in Node(depth - 1)
            from place in s_place
            select new MapEntry(key, value, place)
        ).ArrayOf()
        from place in s_place
        select new MapNode([.. entries.DistinctBy(entry => entry.Key).Take(4)], place);

    private static Gen<ConfigNode> Node(int depth)
    {
        var scalar =
            from text in Gen.OneOf(s_text, s_text, Gen.Constant<string>(null!))
            from quoted in Gen.Elements(true, false)
            from place in s_place
            select (ConfigNode)new ScalarNode(text, quoted, place);
        if (depth <= 0)
            return scalar;
        var list =
            from items in Node(depth - 1).ArrayOf()
            from place in s_place
            select (ConfigNode)new ListNode([.. items.Take(3)], place);
        return Gen.OneOf(scalar, list, Map(depth).Select(map => (ConfigNode)map));
    }

    private static ConfigNode Moved(ConfigNode node, Random random) =>
        node switch
        {
            MapNode map => new MapNode(
                [
                    .. map
                        .Entries.OrderBy(_ => random.Next())
                        .Select(e => new MapEntry(e.Key, Moved(e.Value, random), "elsewhere")),
                ],
                "elsewhere"
            ),
            ListNode list => new ListNode(
                [.. list.Items.Select(item => Moved(item, random))],
                "elsewhere"
            ),
            _ => node with { Place = "elsewhere" },
        };

    private static ConfigNode Sorted(ConfigNode node) =>
        node switch
        {
            MapNode map => map with
            {
                Entries =
                [
                    .. map
                        .Entries.Select(e => e with { Value = Sorted(e.Value) })
                        .OrderBy(e => e.Key, StringComparer.Ordinal),
                ],
            },
            ListNode list => list with { Items = [.. list.Items.Select(Sorted)] },
            _ => node,
        };

    // Records of lists are not compared by what is in them.
    private static string Shown(ConfigNode node, bool withPlaces)
    {
        var place = withPlaces ? $"@{node.Place}" : "";
        return node switch
        {
            MapNode map =>
                $"{{{string.Join(',', map.Entries.Select(e => $"«{e.Key}»{(withPlaces ? e.Place : "")}={Shown(e.Value, withPlaces)}"))}}}{place}",
            ListNode list =>
                $"[{string.Join(',', list.Items.Select(item => Shown(item, withPlaces)))}]{place}",
            ScalarNode scalar =>
                $"{(scalar.Text is null ? "null" : $"«{scalar.Text}»")}{scalar.Quoted}{place}",
            _ => throw new InvalidOperationException(),
        };
    }
}
