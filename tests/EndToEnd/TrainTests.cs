using System.Globalization;
using Sluice.Tests.Support;
using Sluice.Workers.Training.Network;

namespace Sluice.Tests.EndToEnd;

/// <summary>Stage Train, on the repository's sample sentences: no network is needed.</summary>
[Trait("Takes", "long")]
public sealed class TrainTests
{
    private const string Root = "data/models/gloss-lm";

    [Fact]
    public async Task A_model_is_trained_once_and_its_losses_fall()
    {
        using var workspace = Small();
        var result = (await workspace.RunAsync("--target=Train")).Exits(0);
        Assert.Contains("Train: 1 done, 0 failed", result.Out);
        var losses = File.ReadLines(workspace[$"{Root}/training.csv"])
            .Select(line => line.Split(','))
            .ToList();
        Assert.Equal(["step", "train_loss", "heldout_loss"], losses[0]);
        Assert.Equal(["0", "1", "2", "4", "8", "16", "20"], losses.Skip(1).Select(l => l[0]));
        Assert.True(Loss(losses[^1]) < Loss(losses[1]) - 0.1);
        foreach (var step in new[] { 0, 1, 2, 4, 8, 16, 20 })
            Assert.Equal(step, GlossModel.Load(workspace[$"{Root}/step{step:D6}.bin"]).Step);

        var again = (await workspace.RunAsync("--target=Train")).Exits(0);
        Assert.Contains("Train: 0 of 1 unit stale", again.Out);

        // The same bytes once more, on another number of threads.
        var before = workspace.Hashes(Root, "*.bin");
        await workspace.RunAsync("--target=Train", "--force", "--set=evaluate.train.threads=1");
        Assert.Equal(before, workspace.Hashes(Root, "*.bin"));

        var changed = await workspace.RunAsync(
            "--target=Train",
            "--dryrun",
            "--set=evaluate.train.seed=2"
        );
        Assert.Contains("Train: 1 of 1 unit stale", changed.Out);
    }

    [Fact]
    public async Task A_lost_checkpoint_is_made_again()
    {
        using var workspace = Small();
        (await workspace.RunAsync("--target=Train")).Exits(0);
        var before = workspace.Hashes(Root, "*.bin");
        File.Delete(workspace[$"{Root}/step000004.bin"]);
        (await workspace.RunAsync("--target=Train")).Exits(0);
        Assert.Equal(before, workspace.Hashes(Root, "*.bin"));
    }

    [Theory]
    [InlineData("width=48", "evaluate.train.width: expected a multiple of 32, found '48'")]
    [InlineData("steps=0", "evaluate.train.steps: expected a value from 1 to 1000000")]
    [InlineData("text_column=txt", "no column 'txt'")]
    public async Task A_wrong_setting_is_refused(string set, string told)
    {
        using var workspace = Small();
        var result = (
            await workspace.RunAsync("--target=Train", $"--set=evaluate.train.{set}")
        ).Exits(2);
        Assert.Contains(told, result.Error);
    }

    [Fact]
    public async Task Too_few_texts_fail_with_a_remedy()
    {
        using var workspace = Small();
        workspace.Write("data/texts.csv", "sentence_text\none text\n");
        var result = (await workspace.RunAsync("--target=Train")).Exits(1);
        Assert.Contains("evaluate.train.context lower", result.Out);
    }

    private static double Loss(string[] line) =>
        double.Parse(line[2], CultureInfo.InvariantCulture);

    private static Workspace Small()
    {
        var workspace = new Workspace();
        workspace.Write(
            "data/texts.csv",
            File.ReadAllText(Path.Combine(Repository.Root, "configs/sample/sentences.csv"))
        );
        workspace.Write("configs/augment.yaml", "augment: { corpus: { source: sample } }\n");
        workspace.Write(
            "configs/evaluate.yaml",
            """
            evaluate:
              train:
                input: data/texts.csv
                text_column: sentence_text
                steps: 20
                layers: 1
                width: 32
                batch: 4
                context: 8
                vocabulary: 128

            """
        );
        return workspace;
    }
}
