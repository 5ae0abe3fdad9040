using Sluice.Engine.Files;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sluice.Engine.Configuration;

/// <summary>Reads YAML 1.1 into <see cref="ConfigNode"/>s, keeping the line of everything.</summary>
public static class YamlReader
{
    private const int DeepestNesting = 64;

    /// <summary>Reads a file. An empty file is an empty map.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="shownAs">How messages name it.</param>
    /// <exception cref="ConfigurationError">The file cannot be read or is no YAML map.</exception>
    public static MapNode ReadFile(string path, string shownAs)
    {
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var found =
                Directory.Exists(path) ? "a directory"
                : PathFact.Of(path) is var fact && fact != PathFact.NotThere ? $"one that {fact}"
                : e is FileNotFoundException or DirectoryNotFoundException ? "no such file"
                : e.Message;
            throw new ConfigurationError([new(shownAs, "file", "a readable YAML file", found)]);
        }
        var (text, line, strange) = TextEncoding.Decode(file);
        if (text is null)
            throw Wrong($"{shownAs}:{line}", "text in UTF-8 (save the file as UTF-8)", strange);
        return ReadText(text, shownAs);
    }

    /// <inheritdoc cref="ReadFile"/>
    public static MapNode ReadText(string text, string shownAs)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return new MapNode([], $"{shownAs}:1");
            parser.Consume<DocumentStart>();
            var root = Read(parser, shownAs, 0);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _))
                throw Wrong(
                    $"{shownAs}:{parser.Current!.Start.Line}",
                    "one YAML document",
                    "a second one"
                );
            if (root is MapNode map)
                return map;
            if (root is ScalarNode { Text: null })
                return new MapNode([], $"{shownAs}:1");
            throw Wrong(root.Place, "a map of settings", root.Describe());
        }
        catch (YamlException e)
        {
            throw Wrong($"{shownAs}:{e.Start.Line}", "valid YAML", e.Message);
        }
    }

    /// <summary>
    /// Reads one value as typed after <c>--set path=</c>: YAML whole, but for what a shell's user means
    /// as text: globs, <c>{placeholders}</c>, and <c>a: b</c> on one line without braces.
    /// </summary>
    /// <exception cref="ConfigurationError">A bracket or brace is open at its end.</exception>
    public static ConfigNode ReadValue(string text, string place)
    {
        // What is YAML's own (aliases, anchors, tags, comments) is text here: `--set x.files=*.csv`.
        if (text.Length == 0 || "*&!#%@`|>".Contains(text[0]))
            return new ScalarNode(text, true, place);
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return new ScalarNode(text, true, place);
            parser.Consume<DocumentStart>();
            var node = Relocated(Read(parser, place, 0), place);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _))
                return new ScalarNode(text, true, place);
            return node is MapNode map && !IsMeantAsMap(map, text)
                ? new ScalarNode(text, true, place)
                : node;
        }
        catch (Exception e) when (e is YamlException or ConfigurationError)
        {
            if (LeavesOpen(text))
                throw Wrong(
                    place,
                    $"a closing bracket for '{text[0]}' (or quotes around it where it is text: \"'{text[0]}…'\")",
                    $"'{text}'"
                );
            return new ScalarNode(text, true, place);
        }
    }

    // "a: b" typed as a value is text with a colon; "{v}" and "{a,b}" are a placeholder and a pattern.
    private static bool IsMeantAsMap(MapNode map, string text) =>
        text.TrimStart()[0] == '{'
            ? map.Entries.Count == 0
                || map.Entries.Any(e =>
                    e.Value is not ScalarNode { Text: null } || text.Contains(':')
                )
            : text.Trim().Contains('\n');

    // Of quotes and escapes nothing is asked: what has them, and is no YAML, is text.
    private static bool LeavesOpen(string text) =>
        text[0] is '{' or '['
        && text.AsSpan().ContainsAny(':', ',')
        && !text.Contains('"')
        && !text.Contains('\'')
        && text.Count(c => c is '{' or '[') > text.Count(c => c is '}' or ']');

    private static ConfigNode Relocated(ConfigNode node, string place) =>
        node switch
        {
            ListNode list => new ListNode(
                [.. list.Items.Select(item => Relocated(item, place))],
                place
            ),
            MapNode map => new MapNode(
                [.. map.Entries.Select(e => new MapEntry(e.Key, Relocated(e.Value, place), place))],
                place
            ),
            _ => node with { Place = place },
        };

    private static ConfigNode Read(IParser parser, string file, int depth)
    {
        var place = $"{file}:{parser.Current!.Start.Line}";
        if (depth > DeepestNesting)
            throw Wrong(place, $"at most {DeepestNesting} levels of nesting", "more");
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            var quoted = scalar.Style is not ScalarStyle.Plain;
            var isNull = !quoted && scalar.Value is "" or "~" or "null" or "Null" or "NULL";
            return new ScalarNode(isNull ? null : scalar.Value, quoted, place);
        }
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<ConfigNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(Read(parser, file, depth + 1));
            return new ListNode(items, place);
        }
        if (parser.TryConsume<MappingStart>(out _))
            return ReadMap(parser, file, place, depth);
        throw Wrong(place, "plain values, lists and maps", "an alias (*name)");
    }

    private static MapNode ReadMap(IParser parser, string file, string place, int depth)
    {
        var entries = new List<MapEntry>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var at = $"{file}:{parser.Current!.Start.Line}";
            if (!parser.TryConsume<Scalar>(out var key))
                throw Wrong(at, "a plain key", "a list or a map as key");
            if (entries.FirstOrDefault(e => e.Key == key.Value) is { } twice)
                throw Wrong(at, $"each key once (the first is at {twice.Place})", $"'{key.Value}'");
            entries.Add(new MapEntry(key.Value, Read(parser, file, depth + 1), at));
        }
        return new MapNode(entries, place);
    }

    private static ConfigurationError Wrong(string place, string expected, string found) =>
        new([new Violation(place, "yaml", expected, found)]);
}
