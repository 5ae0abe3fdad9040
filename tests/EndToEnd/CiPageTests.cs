using System.Text.RegularExpressions;
using Sluice.Engine.Configuration;
using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>docs/ci.md is true: its examples are well formed, their commands run, what they keep is enough.</summary>
public sealed partial class CiPageTests
{
    private static string Page => File.ReadAllText(Path.Combine(Repository.Root, "docs", "ci.md"));

    private static MapNode GitHub => Example(".github/workflows/pipeline.yml");

    private static MapNode GitLab => Example(".gitlab-ci.yml");

    [Fact]
    public void Both_examples_run_the_same_commands_and_keep_outputs_with_their_state()
    {
        var github = Steps().Select(step => Text(step, "run")).OfType<string>().ToList();
        var job = (MapNode)GitLab.Find("merge")!;
        var gitlab = Texts(job, "script").Concat(Texts(job, "after_script")).ToList();

        Assert.Equal(github, gitlab);
        var cache = Steps().Single(s => Text(s, "uses")?.StartsWith("actions/cache") is true);
        Assert.Equal("data\n.sluice", Text((MapNode)cache.Find("with")!, "path")?.TrimEnd());
        Assert.Equal(["data/", ".sluice/"], Texts((MapNode)job.Find("cache")!, "paths"));
    }

    [Fact]
    public async Task A_second_job_on_another_machine_redoes_nothing_of_what_the_first_kept()
    {
        using var first = new SmallPipeline();
        foreach (var command in Commands())
            (await RunAsync(first.Workspace, command)).Exits(0);
        // As a cache is packed: paths below the workspace, and no more than the page names.
        string[] kept =
        [
            // Of files that were just written no hash is kept: there may be nothing in it yet.
            .. new[] { "data", ".sluice" }.Where(name => Directory.Exists(first.Workspace[name])),
        ];
        await TarAsync(first.Workspace.Root, ["-cf", "kept.tar", .. kept]);

        using var second = new SmallPipeline();
        File.Copy(first.Workspace["kept.tar"], second.Workspace["kept.tar"]);
        // Unpacked with times of its own, over a checkout whose files are as new.
        await TarAsync(second.Workspace.Root, "-xmf", "kept.tar");

        var dryRun = (await RunAsync(second.Workspace, Commands()[0])).Exits(0);
        Assert.Matches("Augment: 0 of [0-9]+ units stale", dryRun.Out);
        Assert.Matches("MergeManifests: 0 of 1 unit stale", dryRun.Out);
        Assert.Equal([], await second.RedoneAsync());
        // An edit makes stale what it is about, there as here.
        second.Edit(SmallPipeline.Input, "47 minutes", "74 minutes");
        Assert.Equal(SmallPipeline.All, await second.RedoneAsync());
    }

    [Fact]
    public async Task Outputs_without_their_state_and_state_without_its_outputs_are_made_again()
    {
        using var pipeline = await SmallPipeline.MadeAsync();
        foreach (
            var state in Directory.EnumerateDirectories(
                pipeline.Workspace["data"],
                ".sluice",
                SearchOption.AllDirectories
            )
        )
            Directory.Delete(state, recursive: true);
        Assert.Equal(SmallPipeline.All, await pipeline.RedoneAsync());

        foreach (var method in SmallPipeline.Methods)
            File.Delete(pipeline.Workspace[SmallPipeline.Dataset(method)]);
        Assert.Superset(
            SmallPipeline.Methods.ToHashSet(),
            (await pipeline.RedoneAsync()).ToHashSet()
        );
    }

    [Fact]
    public async Task The_checks_it_names_end_as_it_says()
    {
        using var pipeline = await SmallPipeline.MadeAsync();
        (await pipeline.RunAsync("--dryrun")).Exits(0);
        (await pipeline.RunAsync("--target=Fsck", "--dryrun")).Exits(0);
        pipeline.Workspace.Write(SmallPipeline.Dataset("nlp_ocr"), "torn");
        (await pipeline.RunAsync("--target=Fsck", "--dryrun")).Exits(1);
        File.Delete(pipeline.Workspace[SmallPipeline.Input]);
        (await pipeline.RunAsync("--dryrun")).Exits(2);
    }

    private static List<string> Commands() =>
        [.. Steps().Select(step => Text(step, "run")).OfType<string>()];

    private static Task<HostResult> RunAsync(Workspace workspace, string command)
    {
        Assert.StartsWith("./build.sh ", command);
        return workspace.RunAsync(command.Split(' ')[1..]);
    }

    private static async Task TarAsync(string directory, params string[] arguments) =>
        (await Shell.RunAsync(directory, ["tar", .. arguments])).Exits(0);

    private static IEnumerable<MapNode> Steps()
    {
        var job = (MapNode)((MapNode)GitHub.Find("jobs")!).Find("merge")!;
        return ((ListNode)job.Find("steps")!).Items.Cast<MapNode>();
    }

    private static string? Text(MapNode map, string name) => (map.Find(name) as ScalarNode)?.Text;

    private static IEnumerable<string> Texts(MapNode map, string name) =>
        ((ListNode)map.Find(name)!).Items.Select(item => ((ScalarNode)item).Text!);

    private static MapNode Example(string file)
    {
        var block = YamlBlock().Matches(Page).Single(m => m.Groups[1].Value == file);
        return YamlReader.ReadText(block.Groups[2].Value, file);
    }

    [GeneratedRegex(@"```yaml\n# (\S+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
