using static Sluice.Tests.EndToEnd.SmallPipeline;

namespace Sluice.Tests.EndToEnd;

/// <summary>Stages that cannot follow each other are refused before anything runs.</summary>
public sealed class GraphTests
{
    private const string Manifest = $"{Output}/manifest_final.csv";

    [Theory]
    [InlineData("Merge")]
    [InlineData("Merge --dryrun")]
    public async Task An_input_that_a_later_stage_makes_is_refused_naming_both(string target)
    {
        using var pipeline = new SmallPipeline();
        pipeline.Workspace.Write(Manifest, "id,text,evidence\n1,An old manifest.,\n");
        var before = FileStates.Of(pipeline.Workspace);

        var result = (
            await pipeline.RunAsync([
                .. $"--target={target}".Split(' '),
                "--input",
                pipeline.Workspace[Manifest],
            ])
        ).Exits(2);

        Assert.Equal(
            $"Augment reads {Manifest}, which the later stage MergeManifests makes; they wait for each other in a circle, Augment → MergeManifests → Augment: name another file\n",
            result.Error
        );
        Assert.DoesNotContain("Augment:", result.Out);
        Assert.DoesNotContain(
            before.Changed(FileStates.Of(pipeline.Workspace)),
            path => path.StartsWith(Output)
        );
    }

    [Fact]
    public async Task An_output_that_would_replace_an_input_is_refused_and_the_input_stays()
    {
        using var pipeline = await MadeAsync();
        var text = pipeline.Workspace.Read(Input);

        var result = (
            await pipeline.RunAsync(
                "--output-root",
                pipeline.Workspace["data"],
                "--output-name=in.csv"
            )
        ).Exits(2);

        Assert.StartsWith(
            "Augment reads data/in.csv, which the later stage MergeManifests makes",
            result.Error
        );
        Assert.Equal(text, pipeline.Workspace.Read(Input));
    }
}
