using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Workers.Evaluation;
using Sluice.Workers.Training;

namespace Sluice.Tests.Workers.Evaluation;

/// <summary>The grid of checkpoints, layers and tasks, and what its cells are called.</summary>
public sealed class GridTests
{
    [Fact]
    public void Pythia_has_154_checkpoints()
    {
        Assert.Equal(154, Grid.Pythia.Distinct().Count());
        Assert.Equal(["step0", "step1", "step2", "step4", "step8"], Grid.Pythia.Take(5));
        Assert.Equal(["step256", "step512", "step1000", "step2000"], Grid.Pythia.Skip(9).Take(4));
        Assert.Equal("step143000", Grid.Pythia[^1]);
    }

    [Fact]
    public void MTEB_is_32_tasks() => Assert.Equal(32, Grid.Mteb.Distinct().Count());

    [Fact]
    public void The_guides_grid_is_19_712_cells_checkpoint_by_checkpoint()
    {
        var cells = Cells(Settings("410m", "[pythia]", "20..23", "[mteb]"));
        Assert.Equal(19_712, cells.Count);
        Assert.Equal(19_712, cells.Select(cell => cell.Key).Distinct().Count());
        Assert.Equal(
            154,
            cells.Where((_, i) => i % 128 == 0).Select(c => c.Revision).Distinct().Count()
        );
        Assert.All(cells.Take(128), cell => Assert.Equal("step0", cell.Revision));
        Assert.Equal([20, 21, 22, 23], cells.Take(128).Select(cell => cell.Layer).Distinct());
    }

    [Fact]
    public void A_cells_directory_is_that_of_the_scripts_this_replaces()
    {
        var cell = new Cell("410m", "EleutherAI/pythia-410m", "step1000", 7, "STS12");
        Assert.Equal("410m/step1000/layer_007/STS12", cell.Key);
        Assert.Equal("outputs/mteb/Pythia/410m/step1000/layer_007/STS12", cell.Directory("Pythia"));
        Assert.Equal(
            "outputs/mteb/Pythia/410m/step1000/layer_7/STS12",
            cell.OldDirectory("Pythia")
        );
    }

    [Fact]
    public void Trained_is_what_stage_Train_makes()
    {
        var settings = Settings("gloss-lm", "[trained]", "[0]", "[STS12]") with
        {
            Train = new TrainSettings { Steps = 20 },
        };
        Assert.Equal(
            ["step0", "step1", "step2", "step4", "step8", "step16", "step20"],
            Cells(settings).Select(cell => cell.Revision)
        );
    }

    [Fact]
    public void Without_tasks_or_models_there_is_nothing_to_evaluate()
    {
        Assert.Empty(Cells(new EvaluateSettings()));
        Assert.Empty(Cells(Settings("a", "[b]", "[0]", "[c]") with { Tasks = null }));
    }

    [Theory]
    [InlineData("[step1, step1]", "[0]", "[t]", "'step1' twice; take one out")]
    [InlineData("[pythia, step512]", "[0]", "[t]", "'step512' is named twice")]
    [InlineData("[a/b]", "[0]", "[t]", "'a/b' cannot be the name of a directory")]
    [InlineData("[..]", "[0]", "[t]", "'..' cannot be the name of a directory")]
    [InlineData("[a]", "[last]", "[t]", "models.m.layers: expected numbers from 0, found 'last'")]
    [InlineData("[a]", "[-1]", "[t]", "found '-1'")]
    [InlineData("[a]", "[1, 01]", "[t]", "layers: '1' is named twice")]
    [InlineData("[a]", "[0]", "[t, t]", "'t' twice; take one out")]
    public void What_cannot_be_told_apart_is_refused_in_a_line(
        string checkpoints,
        string layers,
        string tasks,
        string told
    )
    {
        var error = Assert.Throws<UserError>(() =>
            Cells(Settings("m", checkpoints, layers, tasks))
        );
        Assert.Contains(told, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    internal static EvaluateSettings Settings(
        string size,
        string checkpoints,
        string layers,
        string tasks
    ) =>
        new()
        {
            Family = "Pythia",
            Tasks = Node(tasks),
            Models = new SortedDictionary<string, EvaluateModel>(StringComparer.Ordinal)
            {
                [size] = new() { Checkpoints = Node(checkpoints), Layers = Node(layers) },
            },
        };

    internal static ConfigNode Node(string yaml) => YamlReader.ReadValue(yaml, "test");

    private static IReadOnlyList<Cell> Cells(EvaluateSettings settings) =>
        Grid.Cells(settings, Path.GetTempPath());
}
