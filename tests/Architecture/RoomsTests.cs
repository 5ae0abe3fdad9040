using System.Text.RegularExpressions;
using Sluice.Tests.Support;

namespace Sluice.Tests.Architecture;

/// <summary>
/// Which folder may know which: projects by their references, the rooms of the engine by an order in
/// which each knows only those before it. docs/design.md has the picture.
/// </summary>
public sealed partial class RoomsTests
{
    private const int MostFiles = 25;
    private const int MostLines = 300;

    // What a project's sources may name, besides themselves. The compiler holds the same; this is the list.
    private static readonly Dictionary<string, string[]> s_projects = new()
    {
        ["Engine"] = [],
        ["Monitor"] = ["Engine"],
        ["Workers"] = ["Engine"],
        ["Driver"] = ["Engine", "Monitor"],
        ["Slurm"] = ["Driver", "Engine", "Monitor"],
        ["Tasks"] = ["Driver", "Engine", "Monitor", "Workers"],
    };

    // From the bottom up; the root, with errors, exit codes and how text is shown, is below all.
    private static readonly string[] s_engine =
    [
        "",
        "Files",
        "Processes",
        "Configuration",
        "Jobs",
        "Graph",
        "Fingerprints",
        "Ledgers",
        "Planning",
        "Claims",
        "Working",
        "Commands",
        "Features",
        "Upkeep",
        "Stages",
        "Checking",
    ];

    // Folders above the most, with the reason; docs/design.md repeats it.
    private static readonly Dictionary<string, string> s_large = new()
    {
        ["tests/EndToEnd"] = "one class a capability of the host, found by its name",
        ["bench/results"] = "a file a benchmark",
    };

    [Fact]
    public void A_project_names_only_those_below_it()
    {
        var wrong =
            from file in Sources("pipeline")
            let project = file.Split('/')[1]
            from used in Used(file)
            let other = used.Split('.')[0]
            where other != project && !s_projects[project].Contains(other)
            select $"{file} names {used}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Nothing_but_tasks_and_the_host_names_Cake() =>
        Assert.DoesNotContain(
            Sources("pipeline")
                .Where(file => !file.StartsWith("pipeline/Tasks/", StringComparison.Ordinal)),
            file => CakeUsing().IsMatch(Text(file))
        );

    [Fact]
    public void A_room_of_the_engine_names_only_those_before_it()
    {
        var wrong =
            from file in Sources("pipeline/Engine")
            let room = RoomOf(string.Join('.', file.Split('/')[1..^1]))
            from used in Used(file)
            let other = RoomOf(used)
            where Rank(other) > Rank(room)
            select $"{file} ({room}) names {used}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_folder_of_the_engine_has_its_place_in_the_order() =>
        Assert.Equal(
            s_engine.Skip(1).Order(),
            Directory
                .EnumerateDirectories(Path.Combine(Repository.Root, "pipeline/Engine"))
                .Select(Path.GetFileName)
                .Order()
        );

    [Fact]
    public void A_folder_is_taken_in_at_a_glance()
    {
        var large =
            from file in Sources("pipeline", "build", "tests", "bench")
            group file by Path.GetDirectoryName(file)! into folder
            where folder.Count() > MostFiles && !s_large.ContainsKey(folder.Key)
            select $"{folder.Key}: {folder.Count()} files";
        Assert.Empty(large);
    }

    [Fact]
    public void A_file_of_the_product_is_read_in_one_go() =>
        Assert.Empty(
            from file in Sources("pipeline", "build", "bench")
            let lines = File.ReadLines(Path.Combine(Repository.Root, file)).Count()
            where lines > MostLines
            select $"{file}: {lines} lines"
        );

    [Fact]
    public void What_is_large_for_a_reason_is_said_in_the_design()
    {
        var design = Text("docs/design.md");
        Assert.All(
            s_large.Keys.Where(folder => folder.StartsWith("tests", StringComparison.Ordinal)),
            folder => Assert.Contains($"`{folder}`", design)
        );
    }

    private static string RoomOf(string used) =>
        used.Split('.') is ["Engine", var room, ..] ? room : "";

    private static int Rank(string room) => Array.IndexOf(s_engine, room);

    // Namespaces of this pipeline that a file names, by a using or in its text, without "Sluice.".
    private static IEnumerable<string> Used(string file) =>
        UsedNamespace().Matches(Text(file)).Select(match => match.Groups[1].Value).Distinct();

    private static IEnumerable<string> Sources(params string[] folders) =>
        folders.SelectMany(folder =>
            Directory
                .EnumerateFiles(
                    Path.Combine(Repository.Root, folder),
                    "*.cs",
                    SearchOption.AllDirectories
                )
                .Select(file => Path.GetRelativePath(Repository.Root, file))
        );

    private static IEnumerable<string> Sources(string folder) => Sources([folder]);

    private static string Text(string file) =>
        File.ReadAllText(Path.Combine(Repository.Root, file));

    [GeneratedRegex(
        @"^(?:using |.*[^\w.""])Sluice\.((?:Engine|Monitor|Workers|Driver|Slurm|Tasks)[\w.]*)",
        RegexOptions.Multiline
    )]
    private static partial Regex UsedNamespace();

    [GeneratedRegex(@"^using Cake\b", RegexOptions.Multiline)]
    private static partial Regex CakeUsing();
}
