using Sluice.Engine;
using Sluice.Engine.Configuration;

namespace Sluice.Workers.Sweep;

/// <summary>What is wrong with a stage of a sweep, as far as no file need be looked at. Pure.</summary>
internal static class SweepCheck
{
    // What the engine and the stage fill in themselves.
    private static readonly string[] s_own =
    [
        "input",
        "inputs",
        "output",
        "outputs",
        "key",
        "workspace",
        "home",
    ];

    public static IEnumerable<(string Key, string Expected, string Found)> Of(
        SweepStageSettings stage
    )
    {
        if (!stage.IsGiven)
            return [];
        var problems = new List<(string Key, string Expected, string Found)>();
        var names = Names(stage, problems);
        if (stage.Command is null)
            problems.Add(("command", "a command", "nothing"));
        else
            try
            {
                var words = SweepCommand.Words(stage.Command);
                if (words.Count == 0)
                    problems.Add(("command", "a program and its arguments", "nothing"));
                foreach (var word in words)
                    CheckText("command", word, names, s_own, problems);
            }
            catch (FormatException e)
            {
                problems.Add(("command", SweepCommand.Forms, e.Message));
            }
        if (stage.Outputs.Count == 0)
            problems.Add(
                ("outputs", "the files a combination makes, e.g. [\"{x}.json\"]", "nothing")
            );
        foreach (var output in stage.Outputs)
            CheckText("outputs", output, names, ["key"], problems);
        foreach (var input in stage.Inputs)
            CheckText("inputs", input, names, ["home"], problems);
        foreach (var code in stage.Code)
            CheckText("code", code, [], ["home"], problems);
        foreach (var (name, value) in stage.Environment)
            CheckText($"environment.{name}", value, names, s_own, problems);
        CheckText("working_directory", stage.WorkingDirectory, names, ["home"], problems);
        if (stage.Key is { } key)
            CheckText("key", key, names, [], problems);
        CheckConditions("exclude", stage.Exclude, names, problems);
        foreach (var (name, rule) in stage.Resources)
        {
            if (!IsName(name))
                problems.Add(($"resources.{name}", NameForm, $"'{name}'"));
            if (rule.When is null)
                problems.Add(($"resources.{name}", "when: a map of values", "nothing"));
            else
                CheckConditions($"resources.{name}.when", rule.When, names, problems);
        }
        return problems;
    }

    /// <summary>How names of stages and rules are spelled.</summary>
    public const string NameForm = "a name of letters, digits and _";

    public static bool IsName(string name) =>
        name.Length is > 0 and <= 60 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    // Null when the columns of a table bring names that only a look at it tells.
    private static List<string>? Names(
        SweepStageSettings stage,
        List<(string Key, string Expected, string Found)> problems
    )
    {
        var names = new List<string>();
        var isKnown = true;
        IEnumerable<(string Key, ConfigNode? Node)> matrices =
        [
            ("matrix", stage.Matrix),
            .. Matrix.Items(stage.Include).Select(node => ("include", (ConfigNode?)node)),
        ];
        foreach (var (key, node) in matrices)
        {
            if (node is null or ScalarNode { Text: null })
                continue;
            if (node is not MapNode map)
            {
                problems.Add((key, "a map of names to values", node.Describe()));
                continue;
            }
            foreach (var entry in map.Entries)
            {
                if (!IsName(entry.Key) || s_own.Contains(entry.Key))
                    problems.Add(
                        (
                            $"{key}.{entry.Key}",
                            $"{NameForm} that is not {string.Join(", ", s_own)}",
                            $"'{entry.Key}'"
                        )
                    );
                if (AxisReader.Problem(entry.Value) is { } problem)
                    problems.Add(($"{key}.{entry.Key}", AxisReader.Forms, problem));
                isKnown &= (entry.Value as MapNode)?.Find("csv") is null;
                names.Add(entry.Key);
            }
        }
        foreach (var entry in (stage.Values as MapNode)?.Entries ?? [])
            try
            {
                if (!IsName(entry.Key) || s_own.Contains(entry.Key) || names.Contains(entry.Key))
                    problems.Add(($"values.{entry.Key}", "a name of its own", $"'{entry.Key}'"));
                // In order: a value is made of those above it.
                foreach (var need in DerivedValue.Read(entry.Key, entry.Value).Needs)
                    if (isKnown && !IsOf(need, names))
                        problems.Add(Unknown($"values.{entry.Key}", need, names));
                names.Add(entry.Key);
            }
            catch (FormatException e)
            {
                problems.Add(($"values.{entry.Key}", DerivedValue.Forms, e.Message));
            }
        if (stage.Values is not (null or MapNode or ScalarNode { Text: null }))
            problems.Add(("values", "a map of names to values", stage.Values.Describe()));
        return isKnown ? names : null;
    }

    private static void CheckText(
        string key,
        string text,
        List<string>? names,
        string[] own,
        List<(string Key, string Expected, string Found)> problems
    )
    {
        try
        {
            foreach (var name in TemplateText.Parse(text).Names)
                if (names is not null && !IsOf(name, names) && !IsOwn(name, own))
                    problems.Add(Unknown(key, name, names.Concat(own)));
        }
        catch (FormatException e)
        {
            problems.Add((key, "a text with placeholders such as {x}", e.Message));
        }
    }

    private static void CheckConditions(
        string key,
        ConfigNode? node,
        List<string>? names,
        List<(string Key, string Expected, string Found)> problems
    )
    {
        try
        {
            foreach (var name in Condition.ReadAll(node).SelectMany(c => c.Names))
                if (names is not null && !IsOf(name, names))
                    problems.Add(Unknown(key, name, names));
        }
        catch (FormatException e)
        {
            problems.Add((key, "a map of names to values, {x: 1}", e.Message));
        }
    }

    private static (string, string, string) Unknown(
        string key,
        string name,
        IEnumerable<string> names
    ) =>
        (
            key,
            $"names that are there ({string.Join(", ", names)})",
            $"'{{{name}}}'.{Suggestion.Hint(name, names)}"
        );

    private static bool IsOf(string name, List<string> names) =>
        names.Contains(name)
        || name.LastIndexOf('.') is > 0 and var dot
            && name[(dot + 1)..] is "stem" or "name" or "folder"
            && names.Contains(name[..name.LastIndexOf('.')]);

    /// <summary>Whether a placeholder is one that is filled in when a unit runs.</summary>
    public static bool IsOwn(string name) => IsOwn(name, s_own);

    private static bool IsOwn(string name, string[] own) =>
        own.Contains(name)
        || own.Contains("output")
            && name.Split('.', 2) is ["input" or "output", var index]
            && index.Length > 0
            && index.All(char.IsAsciiDigit);
}
