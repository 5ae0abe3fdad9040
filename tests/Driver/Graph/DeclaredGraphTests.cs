using Cake.Frosting;
using Sluice.Driver.Graph;
using Sluice.Engine;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Tasks;
using Sluice.Tasks.Stages;
using Sluice.Tests.Support;

namespace Sluice.Tests.Driver.Graph;

/// <summary>Stages that cannot follow each other are refused by name.</summary>
public sealed class DeclaredGraphTests
{
    [Fact]
    public void Stages_that_feed_the_next_are_fine() =>
        DeclaredGraph.Refuse([
            Stage("A", reads: "in", makes: "a"),
            Stage("B", reads: "out/a", makes: "b"),
            Stage("C", reads: "out/b", makes: "c"),
        ]);

    [Fact]
    public void An_input_that_a_later_stage_makes_is_refused_naming_both() =>
        Assert.Equal(
            "A reads out/b, which the later stage B makes; name another file, or let A depend on B",
            Refusal(Stage("A", reads: "out/x/../b", makes: "a"), Stage("B", "in", "b"))
        );

    [Fact]
    public void Inputs_of_units_and_code_files_count_too()
    {
        var a = Stage("A", "in", "a");
        var b = Stage("B", "in", "b");
        Assert.Contains(
            "A reads out/b,",
            Refusal(a with { Units = [a.Units[0] with { Inputs = ["/w/out/b"] }] }, b)
        );
        Assert.Contains("A reads out/b,", Refusal(a with { CodeFiles = ["/w/out/b"] }, b));
    }

    [Fact]
    public void A_cycle_is_named_whole() =>
        Assert.EndsWith(
            "the later stage C makes; they wait for each other in a circle, A → C → B → A: name another file",
            Refusal(
                Stage("A", reads: "out/c", makes: "a"),
                Stage("B", reads: "out/a", makes: "b"),
                Stage("C", reads: "out/b", makes: "c")
            )
        );

    [Fact]
    public void Two_stages_do_not_make_the_same_file() =>
        Assert.Equal(
            "A and B both make out/a; an output has one maker: give one of them another name",
            Refusal(Stage("A", "in", "a"), Stage("B", "in", "a"))
        );

    [Fact]
    public void Directories_that_are_one_through_a_link_are_seen_as_one()
    {
        using var workspace = new Workspace();
        Directory.CreateDirectory(workspace["out"]);
        Directory.CreateSymbolicLink(workspace["link"], workspace["out"]);
        DeclaredStage In(string root, string name) =>
            Stage(name, "in", "d/a") with
            {
                Workspace = workspace.Root,
                OutputRoot = workspace[root],
            };
        DeclaredStage[] stages = [In("out", "A"), In("link", "B")];

        DeclaredGraph.Refuse([In("out", "A"), In("other", "B")], new RealDirectories().Follow);
        Assert.Contains(
            "A and B both make ",
            Assert
                .Throws<UserError>(() => DeclaredGraph.Refuse(stages, new RealDirectories().Follow))
                .Message
        );
    }

    [Fact]
    public void Tasks_that_depend_on_each_other_are_named() =>
        Assert.Equal(
            "these tasks depend on each other in a circle: One → Two → Three → One",
            Assert.Throws<UserError>(() => new StageList(TaskList.Targets([typeof(One)]))).Message
        );

    [Fact]
    public void The_stages_behind_a_target_are_those_it_depends_on_in_order()
    {
        Assert.Equal(["Corpus", "Augment"], Behind("Augment"));
        Assert.Equal(["Corpus", "Augment", "MergeManifests", "MergeBenchmark"], Behind("Merge"));
        Assert.Equal(["Corpus", "Train"], Behind("Train"));
        Assert.Equal([.. Behind("Merge"), "Train", "Evaluate", "EvaluateReport"], Behind("Status"));
    }

    private static IEnumerable<string> Behind(string target) =>
        new StageList(TaskList.Targets()).Behind([target]).Select(task => task.Name);

    private static string Refusal(params DeclaredStage[] stages) =>
        Assert.Throws<UserError>(() => DeclaredGraph.Refuse(stages)).Message;

    private static DeclaredStage Stage(string name, string reads, string makes) =>
        new()
        {
            Name = name,
            Workspace = "/w",
            OutputRoot = "/w/out",
            Worker = "x",
            Inputs = [$"/w/{reads}"],
            Units = [new Unit { Key = "u", Outputs = [makes] }],
        };

    [TaskName("One"), IsDependentOn(typeof(Two))]
    private sealed class One;

    [TaskName("Two"), IsDependentOn(typeof(Three)), IsDependentOn(typeof(CorpusTask))]
    private sealed class Two;

    [TaskName("Three"), IsDependentOn(typeof(One))]
    private sealed class Three;
}
