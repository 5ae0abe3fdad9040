using Sluice.Tests.Support;
using Sluice.Workers.Evaluation;

namespace Sluice.Tests.Workers.Evaluation;

/// <summary>A cell's result is found wherever MTEB and the scripts around it have put it.</summary>
public sealed class CellResultsTests : IDisposable
{
    private const string Half = """{"scores": {"test": [{"main_score": 0.5}]}}""";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("T.json")]
    [InlineData("results/T.json")]
    [InlineData("results/org__model/step1/T.json")]
    [InlineData("results/results/org__model/step1/T.json")]
    [InlineData("no_model_name_available/no_revision_available/T.json")]
    [InlineData("org__model/step1/T.json")]
    [InlineData("mteb_return.json")]
    [InlineData("results/mteb_return.json")]
    public void In_every_place(string place)
    {
        _workspace.Write($"cell/{place}", Half);
        _workspace.Write("cell/results/org__model/step1/model_meta.json", "{}");
        _workspace.Write("cell/done.json", "{}");
        var found = CellResults.Find(_workspace["cell"], "T");
        Assert.Equal(_workspace[$"cell/{place}"], found!.File);
        Assert.Equal(0.5, found.Score.Number);
    }

    [Theory]
    [InlineData("", "mteb_return.json")]
    [InlineData("{\"scores\": {\"te", "results/a/T.json")]
    [InlineData("{\"scores\": {}}", "no_model_name_available/no_revision_available/T.json")]
    [InlineData("{\"scores\": {\"test\": [{\"main_score\": NaN}]}}", "results/T.json")]
    public void One_without_a_score_hides_none_with_one(string beside, string place)
    {
        _workspace.Write("cell/T.json", beside);
        Assert.Null(CellResults.Find(_workspace["cell"], "T")!.Score.Number);
        _workspace.Write($"cell/{place}", Half);
        Assert.Equal(0.5, CellResults.Find(_workspace["cell"], "T")!.Score.Number);
    }

    [Fact]
    public void Of_several_without_a_score_the_one_that_says_most_tells_why()
    {
        _workspace.Write("cell/T.json", "{");
        _workspace.Write(
            "cell/results/T.json",
            "{\"scores\": {\"test\": [{\"main_score\": null}]}}"
        );
        Assert.Equal(
            "its main_score is null",
            CellResults.Find(_workspace["cell"], "T")!.Score.Why
        );
    }

    [Fact]
    public void Links_are_followed_but_in_no_circle_and_what_is_no_file_is_none()
    {
        _workspace.Write("elsewhere/m/T.json", Half);
        Directory.CreateDirectory(_workspace["cell/T.json"]);
        Directory.CreateDirectory(_workspace["cell/x"]);
        File.CreateSymbolicLink(_workspace["cell/mteb_return.json"], "/dev/zero");
        Directory.CreateSymbolicLink(_workspace["cell/x/up"], _workspace["cell"]);
        Assert.Null(CellResults.Find(_workspace["cell"], "T"));
        Directory.CreateSymbolicLink(_workspace["cell/results"], _workspace["elsewhere"]);
        Assert.Equal(0.5, CellResults.Find(_workspace["cell"], "T")!.Score.Number);
        Assert.Null(CellResults.Find(_workspace["none"], "T"));
    }
}
