using System.Text;
using Sluice.Engine.Configuration;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Configuration;

/// <summary>YAML that is not what it seems is refused with its line.</summary>
public sealed class YamlReaderTests
{
    [Theory]
    [InlineData(
        "a: 1\nb: 2\na: 3",
        "y:3: yaml: expected each key once (the first is at y:1), found 'a'"
    )]
    [InlineData(
        "a: &x 1\nb: *x",
        "y:2: yaml: expected plain values, lists and maps, found an alias (*name)"
    )]
    [InlineData("- a\n- b", "y:1: yaml: expected a map of settings, found a list")]
    [InlineData("just text", "y:1: yaml: expected a map of settings, found 'just text'")]
    [InlineData("? [a, b]\n: c", "y:1: yaml: expected a plain key, found a list or a map as key")]
    [InlineData("a: 1\n---\nb: 2", "y:2: yaml: expected one YAML document, found a second one")]
    public void What_settings_cannot_be_is_refused(string yaml, string expected) =>
        Assert.Equal(expected, Refusal(yaml));

    [Theory]
    [InlineData("a: [1, 2")]
    [InlineData("a: 1\n\tb: 2")]
    [InlineData("a: 'open")]
    [InlineData("a: b: c")]
    [InlineData("%YAML 9")]
    public void Broken_yaml_is_refused_with_a_line(string yaml) =>
        Assert.Matches(@"^y:\d+: yaml: expected valid YAML, found ", Refusal(yaml));

    [Fact]
    public void Bottomless_nesting_is_refused()
    {
        foreach (var depth in (int[])[70, 100_000])
            Assert.Contains(
                "at most 64 levels of nesting",
                Refusal("a: " + new string('[', depth) + new string(']', depth))
            );
    }

    [Theory]
    [InlineData("")]
    [InlineData("---")]
    [InlineData("---\n...")]
    [InlineData("# comment\n")]
    [InlineData("~")]
    public void An_empty_file_is_an_empty_map(string yaml) =>
        Assert.Empty(YamlReader.ReadText(yaml, "y").Entries);

    [Theory]
    [InlineData("null", null, false)]
    [InlineData("~", null, false)]
    [InlineData("\"null\"", "null", true)]
    [InlineData("''", "", true)]
    [InlineData("007", "007", false)]
    public void Quotes_are_remembered(string yaml, string? text, bool quoted)
    {
        var node = (ScalarNode)YamlReader.ReadText($"a: {yaml}", "y").Find("a")!;

        Assert.Equal((text, quoted, "y:1"), (node.Text, node.Quoted, node.Place));
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("", "")]
    [InlineData("*.csv", "*.csv")]
    [InlineData("#text", "#text")]
    [InlineData("!tag", "!tag")]
    [InlineData("&x", "&x")]
    [InlineData("a: b", "a: b")]
    [InlineData("{v}", "{v}")]
    [InlineData("{a,b}", "{a,b}")]
    [InlineData("{v}.txt", "{v}.txt")]
    [InlineData("{a}: {b}", "{a}: {b}")]
    [InlineData("cp {input} {output}", "cp {input} {output}")]
    [InlineData("'{a: 1}'", "{a: 1}")]
    [InlineData("[open", "[open")]
    [InlineData("'quoted'", "quoted")]
    [InlineData("null", null)]
    public void A_value_typed_is_a_value_or_text(string typed, string? expected)
    {
        var node = Assert.IsType<ScalarNode>(YamlReader.ReadValue(typed, "--set"));

        Assert.Equal((expected, "--set"), (node.Text, node.Place));
    }

    [Fact]
    public void A_list_may_be_typed()
    {
        var list = Assert.IsType<ListNode>(YamlReader.ReadValue("[a, b c]", "--set"));

        Assert.Equal(["a", "b c"], list.Items.Cast<ScalarNode>().Select(i => i.Text));
        Assert.All(list.Items, i => Assert.Equal("--set", i.Place));
    }

    [Theory]
    [InlineData("{from: 1, to: 3}")]
    [InlineData(" {from: 1, to: 3} ")]
    [InlineData("from: 1\nto: 3\n")]
    [InlineData("{from: 1, to: 3, step:}")]
    public void A_map_may_be_typed_in_braces_or_on_several_lines(string typed)
    {
        var map = Assert.IsType<MapNode>(YamlReader.ReadValue(typed, "--set"));

        Assert.Equal("1", Assert.IsType<ScalarNode>(map.Find("from")).Text);
        Assert.Equal("3", Assert.IsType<ScalarNode>(map.Find("to")).Text);
        Assert.All(map.Entries, e => Assert.Equal(("--set", "--set"), (e.Place, e.Value.Place)));
    }

    [Fact]
    public void Maps_and_lists_may_be_typed_within_each_other()
    {
        var map = Assert.IsType<MapNode>(YamlReader.ReadValue("{a: [{b: c}], d: {e: f}}", "x"));

        var list = Assert.IsType<ListNode>(map.Find("a"));
        Assert.Equal("x", Assert.IsType<MapNode>(list.Items[0]).Entries[0].Place);
        Assert.IsType<MapNode>(map.Find("d"));
        Assert.Empty(Assert.IsType<MapNode>(YamlReader.ReadValue("{}", "x")).Entries);
    }

    [Theory]
    [InlineData("{from: 1, to: 3")]
    [InlineData("[a, b")]
    [InlineData("{a: [1, 2}")]
    public void A_bracket_left_open_is_refused(string typed) =>
        Assert.Contains(
            "x: yaml: expected a closing bracket",
            Assert.Throws<ConfigurationError>(() => YamlReader.ReadValue(typed, "x")).Message
        );

    [Fact]
    public void A_missing_file_is_named()
    {
        using var workspace = new Workspace();
        Assert.Equal(
            "x.yaml: file: expected a readable YAML file, found no such file",
            Assert
                .Throws<ConfigurationError>(() => YamlReader.ReadFile(workspace["x"], "x.yaml"))
                .Message
        );
        Assert.Throws<ConfigurationError>(() => YamlReader.ReadFile(workspace.Root, "x.yaml"));
    }

    [Theory]
    [InlineData("613A20310A623A20E90A", "x.yaml:2: yaml", "0xE9")]
    [InlineData("613A0D623A0D0A633A20C3", "x.yaml:3: yaml", "0xC3")]
    [InlineData("61003A0020003100", "x.yaml:1: yaml", "UTF-16 without a byte order mark")]
    [InlineData("0061003A00200031", "x.yaml:1: yaml", "UTF-16 without a byte order mark")]
    [InlineData("FFFE61000A0000D8", "x.yaml:2: yaml", "damaged UTF-16")]
    [InlineData("FFFE61000A006200D8DC", "x.yaml:2: yaml", "damaged UTF-16")]
    [InlineData("FFFE0000610000003A000000", "x.yaml:1: yaml", "UTF-32")]
    [InlineData("613A20310A00", "x.yaml:2: yaml", "a NUL: it is no text")]
    public void A_file_in_another_encoding_is_refused_by_line(
        string hex,
        string place,
        string found
    )
    {
        using var workspace = new Workspace();
        File.WriteAllBytes(workspace["x"], Convert.FromHexString(hex));
        var refusal = Assert
            .Throws<ConfigurationError>(() => YamlReader.ReadFile(workspace["x"], "x.yaml"))
            .Message;
        Assert.StartsWith($"{place}: expected text in UTF-8 (save the file as UTF-8)", refusal);
        Assert.Contains(found, refusal);
    }

    [Fact]
    public void A_byte_order_mark_says_how_a_file_is_read()
    {
        using var workspace = new Workspace();
        foreach (
            var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode }
        )
        {
            File.WriteAllText(workspace["x"], "k: é→😀", encoding);
            Assert.Equal(
                "é→😀",
                ((ScalarNode)YamlReader.ReadFile(workspace["x"], "x.yaml").Find("k")!).Text
            );
        }
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_not_called_missing()
    {
        using var workspace = new Workspace();
        File.CreateSymbolicLink(workspace["link"], "/nowhere.yaml");
        File.WriteAllText(workspace["file"], "");
        string Found(string name) =>
            Assert
                .Throws<ConfigurationError>(() => YamlReader.ReadFile(workspace[name], "x"))
                .Message;
        Assert.EndsWith("one that is a link to /nowhere.yaml, which is not there", Found("link"));
        Assert.EndsWith("file is a file, not a directory", Found("file/x.yaml"));
        if (Environment.UserName == "root")
            return;
        File.SetUnixFileMode(workspace["file"], UnixFileMode.None);
        Assert.EndsWith("one that cannot be read: permission denied", Found("file"));
    }

    private static string Refusal(string yaml) =>
        Assert.Throws<ConfigurationError>(() => YamlReader.ReadText(yaml, "y")).Message;
}
