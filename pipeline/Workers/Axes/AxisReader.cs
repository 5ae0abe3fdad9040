using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Workers.Sweep;
using Sluice.Workers.Tables;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Workers.Axes;

/// <summary>Reads the axes of a matrix: lists, ranges, files that match, lines of a file, rows of a table.</summary>
/// <param name="workspace">Paths lie in it.</param>
/// <param name="made">Absolute paths of what stages before this one make, whether it is there yet or not.</param>
/// <param name="own">Absolute directories whose recorded outputs are this stage's or later ones', with whether nothing else belongs there.</param>
internal sealed class AxisReader(
    string workspace,
    IReadOnlySet<string> made,
    IReadOnlyDictionary<string, bool>? own = null
)
{
    private static readonly Dictionary<string, bool> s_none = [];

    /// <summary>Reads an axis; one that a file gives which is still to be made has no points.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="node">As configured.</param>
    /// <exception cref="UserError">A file cannot be read, nothing matches, or the form is wrong.</exception>
    public Axis Read(string name, ConfigNode node)
    {
        if (AxisForm.Problem(node) is { } problem)
            throw Error(node, name, $"expected {AxisForm.All}, found {problem}");
        return node switch
        {
            ScalarNode scalar => Plain(name, NumberRange.Of(scalar)?.Values() ?? [scalar.Text!]),
            ListNode list => Plain(name, list.Items.Select(i => ((ScalarNode)i).Text!)),
            MapNode map when map.Find("glob") is ScalarNode glob => Glob(name, glob),
            MapNode map when AxisForm.FileOf(map) is { } file => IsToBeMade(file)
                ? new Axis([name], [])
            : map.Find("csv") is null ? Lines(name, file)
            : Table(name, file),
            MapNode map => Plain(name, NumberRange.Of(map).Values()),
            _ => throw new InvalidOperationException(),
        };
    }

    private static Axis Plain(string name, IEnumerable<string> values) =>
        new([name], [.. values.Select(value => new AxisPoint([value]))]);

    private bool IsToBeMade(ScalarNode file) =>
        Path.GetFullPath(file.Text!, workspace) is var path
        && made.Contains(path)
        && !File.Exists(path);

    // What stages before will make matches too, so that the units are the same before and after.
    private Axis Glob(string name, ScalarNode glob)
    {
        var pattern = FilePattern.Parse(glob.Text!);
        IReadOnlyList<string> found;
        try
        {
            found = InputGlob.Expand(workspace, glob.Text!);
        }
        catch (UserError e)
        {
            throw Error(glob, name, e.Message);
        }
        var sources = new GlobSources(workspace, pattern, made, own ?? s_none);
        var files = found
            .Where(file => made.Contains(file) || sources.Has(file))
            .Union(
                made.Where(path => pattern.Matches(pattern.IsAbsolute ? path[1..] : Value(path)))
            )
            .Order(StringComparer.Ordinal)
            .ToList();
        return files.Count > 0
            ? new Axis([name], [.. files.Select(f => new AxisPoint([Value(f)], f))])
            : throw Error(
                glob,
                name,
                sources.LeftOut is { } left
                    ? $"all that matches {glob.Text} is made by the pipeline itself ({left}); no stage reads what it makes: mend the pattern, or name the folder of another stage's outputs in it"
                    : $"no file of the workspace matches {glob.Text}; {Remedy(glob.Text!)}"
            );

        string Value(string file) =>
            pattern.IsAbsolute && !file.StartsWith(workspace + "/", StringComparison.Ordinal)
                ? file
                : Path.GetRelativePath(workspace, file);
    }

    private string Remedy(string pattern) =>
        Directory.Exists(Path.GetFullPath(pattern, workspace))
            ? $"it is a directory: write {pattern}/* for its files, {pattern}/** for all below it"
            : "make one, or mend the pattern";

    // Blank lines and comments are no values.
    private Axis Lines(string name, ScalarNode file)
    {
        var path = Path.GetFullPath(file.Text!, workspace);
        if (PathFact.IsAbsent(path))
            throw Error(
                file,
                name,
                $"there is no file {file.Text} in the workspace; check the path"
            );
        IReadOnlyList<string> lines;
        try
        {
            lines = TextLines.Read(path);
        }
        catch (UserError e)
        {
            throw Error(file, name, e.Message);
        }
        var values = lines.Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#').ToList();
        if (values.Count == 0)
            throw Error(file, name, $"{file.Text} has no lines; put a value on each");
        return AxisForm.Twice(values) is { } twice
            ? throw Error(file, name, $"{file.Text} has {twice}")
            : Plain(name, values);
    }

    private Axis Table(string name, ScalarNode file)
    {
        CsvTable table;
        try
        {
            table = CsvTable.Read(Path.GetFullPath(file.Text!, workspace));
            if (table is { Columns: [var only] } && CsvDelimiterGuess.Of(only) is { } guess)
                throw new UserError(
                    $"{file.Text} looks like {CsvDelimiterGuess.Shown(guess)}-separated; export it with commas"
                );
        }
        catch (UserError e)
        {
            throw Error(file, name, e.Message);
        }
        if (table.Rows.Count == 0)
            throw Error(file, name, $"{file.Text} has no rows; put values below its header");
        if (AxisForm.Twice(table.Rows.Select(row => string.Join(',', row))) is { } twice)
            throw Error(file, name, $"{file.Text} has the row {twice}");
        return new Axis(
            [.. table.Columns.Select(column => $"{name}.{column}")],
            [.. table.Rows.Select(row => new AxisPoint(row))]
        );
    }

    private static UserError Error(ConfigNode node, string name, string fact) =>
        new($"{node.Place}: axis '{name}': {fact}");
}
