using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Tests.Support;
using Sluice.Workers.Evaluation;

namespace Sluice.Tests.Workers.Evaluation;

/// <summary>The grid as a stage.</summary>
public sealed class EvaluateStageTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("o/410m/step1/layer_020/T/done.json", "o/410m/step1/layer_20/T/done.json")]
    [InlineData("o/410m/step1/layer_007/T/done.json", "o/410m/step1/layer_7/T/done.json")]
    [InlineData("o/410m/step1/layer_000/T/done.json", "o/410m/step1/layer_0/T/done.json")]
    [InlineData("o/layer_01/s/layer_004/T/done.json", "o/layer_01/s/layer_4/T/done.json")]
    [InlineData("o/410m/step1/layer_120/T/done.json", null)]
    public void Old_scripts_put_no_zeros_before_a_layer(string output, string? old) =>
        Assert.Equal(old, EvaluateStage.OldName(output));

    [Theory]
    [InlineData("layer_020", true)]
    [InlineData("layer_20", true)]
    [InlineData("layer_02", false)]
    public void Done_by_others_is_seen_by_either_name(string layer, bool isDone)
    {
        var stage = Stage();
        _workspace.Write(
            $"runs/r1/outputs/mteb/Pythia/410m/step512/{layer}/STS12/done.json",
            "{\"status\": \"done\"}"
        );
        var unit = Assert.Single(stage.Units, u => u.Key == "410m/step512/layer_020/STS12");
        Assert.Equal(isDone, stage.IsDoneByOthers!(unit));
    }

    [Fact]
    public void Every_cell_is_a_unit_whose_done_json_comes_last()
    {
        var stage = Stage();
        Assert.Equal(154 * 4 * 32, stage.Units.Count);
        Assert.Equal(
            [
                "outputs/mteb/Pythia/410m/step0/layer_020/SprintDuplicateQuestions/SprintDuplicateQuestions.json",
                "outputs/mteb/Pythia/410m/step0/layer_020/SprintDuplicateQuestions/done.json",
            ],
            stage.Units[0].Outputs
        );
        Assert.Equal(_workspace["runs/r1"], stage.OutputRoot);
    }

    [Fact]
    public void Slices_are_cut_between_checkpoints_or_anywhere()
    {
        Assert.Equal("checkpoint", Stage().KeptTogether);
        Assert.Null(Stage(SplitBy.Unit).KeptTogether);
        Assert.Equal(Split.Contiguous, Stage(SplitBy.Unit).Split);
    }

    private DeclaredStage Stage(SplitBy splitBy = SplitBy.Checkpoint) =>
        EvaluateStage.Declare(
            GridTests.Settings("410m", "[pythia]", "20..23", "[mteb]") with
            {
                Root = _workspace["runs"],
                Command = GridTests.Node("python3 eval.py {task} {results}"),
                SplitBy = splitBy,
            },
            "r1",
            _workspace.Root,
            _workspace.Root,
            new RunLimits()
        );
}
