using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Workers.Axes;

namespace Sluice.Workers.Sweep;

/// <summary>What is wrong with a stage of a sweep, as far as no file need be looked at. Pure.</summary>
internal static class SweepCheck
{
    public static IEnumerable<(string Key, string Expected, string Found)> Of(
        SweepStageSettings stage
    )
    {
        if (!stage.IsGiven)
            return [];
        var problems = new List<(string Key, string Expected, string Found)>();
        var check = new PlaceholderCheck(stage, Names(stage, problems), problems);
        IReadOnlyList<string> places = ["home", "workspace"];
        CheckCommand(stage, check, problems);
        if (stage.Outputs.Count == 0)
            problems.Add(
                ("outputs", "the files a combination makes, e.g. [\"{x}.json\"]", "nothing")
            );
        foreach (var output in stage.Outputs)
        {
            check.Text("outputs", output, ["key"]);
            if (
                Path.IsPathRooted(output)
                || output.Split('/').Contains("..")
                || output.Trim() is "" or "." or "./"
                || output is ['~'] or ['~', '/', ..]
            )
                problems.Add(
                    (
                        "outputs",
                        "paths of files within the stage's directory, which 'directory' sets",
                        $"'{output}'"
                    )
                );
        }
        CheckPlaces(stage, problems);
        foreach (var input in stage.Inputs)
            check.Text("inputs", input, places);
        foreach (var code in stage.Code)
            check.Fixed("code", code, places);
        foreach (var (name, value) in stage.Environment)
            check.Text($"environment.{name}", value, SweepNames.Own);
        check.Text("working_directory", stage.WorkingDirectory, places);
        if (stage.Key is { } key)
            check.Text("key", key, []);
        check.Conditions("exclude", stage.Exclude);
        foreach (var (name, rule) in stage.Resources)
        {
            if (!SweepNames.IsName(name))
                problems.Add(($"resources.{name}", SweepNames.Form, $"'{name}'"));
            if (rule.When is null or ScalarNode { Text: null })
                problems.Add(($"resources.{name}", "when: a map of values", "nothing"));
            else
                check.Conditions($"resources.{name}.when", rule.When);
        }
        return problems;
    }

    // A template that cannot be read is told elsewhere.
    private static bool NamesOutput(string text)
    {
        try
        {
            return TemplateText
                .Parse(text)
                .Names.Any(n => n is "outputs" || n.Split('.')[0] == "output");
        }
        catch (FormatException)
        {
            return true;
        }
    }

    private static void CheckPlaces(
        SweepStageSettings stage,
        List<(string Key, string Expected, string Found)> problems
    )
    {
        foreach (
            var (key, path) in stage
                .Inputs.Select(i => ("inputs", i))
                .Concat(stage.Code.Select(c => ("code", c)))
                .Append(("working_directory", stage.WorkingDirectory))
                .Append(("directory", stage.Directory ?? ""))
        )
            if (path is ['~'] or ['~', '/', ..])
                problems.Add((key, "a path written out; ~ is a shell's word", $"'{path}'"));
        // As if the workspace were the root: only what lies in it can be the pipeline's own.
        var directory = Path.GetFullPath(stage.Directory ?? "", "/");
        if (
            stage.Directory is { } given
            && !Path.IsPathRooted(given)
            && (directory.Split('/').Contains(".sluice") || directory.Split('/')[1] == "logs")
        )
            problems.Add(
                (
                    "directory",
                    "a directory other than logs and .sluice, where the pipeline keeps its own",
                    $"'{given}'"
                )
            );
    }

    private static void CheckCommand(
        SweepStageSettings stage,
        PlaceholderCheck check,
        List<(string Key, string Expected, string Found)> problems
    )
    {
        if (stage.Command is null)
        {
            problems.Add(("command", "a command", "nothing"));
            return;
        }
        try
        {
            var words = SweepCommand.Words(stage.Command);
            if (words.Count == 0 || words[0].Length == 0)
                problems.Add(("command", "a program and its arguments", "nothing"));
            foreach (var word in words)
                check.Text("command", word, SweepNames.Own);
            // A name that is mistyped may be the very one.
            if (
                words.Count > 0
                && !problems.Any(p => p.Key == "command")
                && !words.Concat(stage.Environment.Values).Any(NamesOutput)
            )
                problems.Add(
                    (
                        "command",
                        "a command that is told where to write: {output} among its words or in environment",
                        "none; it writes where nothing of it is taken"
                    )
                );
        }
        catch (FormatException e)
        {
            problems.Add(("command", SweepCommand.Forms, e.Message));
        }
    }

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
                if (!SweepNames.IsName(entry.Key) || SweepNames.Own.Contains(entry.Key))
                    problems.Add(
                        (
                            $"{key}.{entry.Key}",
                            $"{SweepNames.Form} that is not {string.Join(", ", SweepNames.Own)}",
                            $"'{entry.Key}'"
                        )
                    );
                if (AxisForm.Problem(entry.Value) is { } problem)
                    problems.Add(($"{key}.{entry.Key}", AxisForm.All, problem));
                isKnown &= (entry.Value as MapNode)?.Find("csv") is null;
                if (!names.Contains(entry.Key))
                    names.Add(entry.Key);
            }
        }
        foreach (var entry in (stage.Values as MapNode)?.Entries ?? [])
            try
            {
                if (
                    !SweepNames.IsName(entry.Key)
                    || SweepNames.Own.Contains(entry.Key)
                    || names.Contains(entry.Key)
                )
                    problems.Add(($"values.{entry.Key}", "a name of its own", $"'{entry.Key}'"));
                // In order: a value is made of those above it.
                foreach (var need in DerivedValue.Read(entry.Key, entry.Value).Needs)
                    if (isKnown && !SweepNames.IsOf(need, names))
                        problems.Add(
                            (
                                $"values.{entry.Key}",
                                $"names above it ({string.Join(", ", names)})",
                                $"'{{{need}}}'.{Suggestion.Hint(need, names)}"
                            )
                        );
            }
            catch (FormatException e)
            {
                problems.Add(($"values.{entry.Key}", DerivedValue.Forms, e.Message));
            }
            finally
            {
                if (!names.Contains(entry.Key))
                    names.Add(entry.Key);
            }
        if (stage.Values is not (null or MapNode or ScalarNode { Text: null }))
            problems.Add(("values", "a map of names to values", stage.Values.Describe()));
        return isKnown ? names : null;
    }
}
