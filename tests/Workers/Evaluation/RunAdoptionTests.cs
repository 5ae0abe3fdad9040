using Sluice.Engine.Configuration;
using Sluice.Engine.Graph;
using Sluice.Tests.Support;
using Sluice.Workers.Evaluation;
using Sluice.Workers.Evaluation.Adoption;

namespace Sluice.Tests.Workers.Evaluation;

/// <summary>What a run of other scripts has is taken whole, and a grid that nobody described is proposed.</summary>
public sealed class RunAdoptionTests : IDisposable
{
    private const string Result = """{"scores": {"test": [{"main_score": 0.5}]}}""";
    private const string Cells = "outputs/mteb/Pythia/410m";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("no_model_name_available/no_revision_available/STS12.json")]
    [InlineData("mteb_return.json")]
    [InlineData("org__model/main/STS12.json")]
    [InlineData("results/a/b/STS12.json")]
    public void All_that_lies_beside_done_json_comes_along(string place)
    {
        Old("step0/layer_20/STS12", place, Result);
        var report = Adopt();
        Assert.Equal([$"{Cells}/step0/layer_020/STS12"], report.Taken);
        Assert.Empty(report.WithoutScore);
        var cell = _workspace[$"new/r/{Cells}/step0/layer_020/STS12"];
        Assert.True(File.Exists($"{cell}/{place}"));
        Assert.Equal(0.5, CellResults.Find(cell, "STS12")!.Score.Number);
        Assert.Equal(Result, File.ReadAllText($"{cell}/STS12.json"));
    }

    [Fact]
    public void One_without_a_score_is_taken_and_named_with_the_reason()
    {
        Old("step0/layer_20/STS12", "STS12.json", Result.Replace("0.5", "NaN"));
        Old("step0/layer_21/STS12", "STS12.json", "{\"scores\": {");
        var told = string.Join('\n', Adopt().Lines("old", "new", looksOnly: false));
        Assert.Contains(
            $"1 of those taken have a result without a score: its main_score is NaN\n      {Cells}/step0/layer_020/STS12",
            told
        );
        Assert.Contains("it is torn: the file ends in the middle at byte 12", told);
    }

    [Fact]
    public void What_was_taken_without_its_result_gets_it_the_next_time()
    {
        Old("step0/layer_20/STS12", "mteb_return.json", Result);
        var cell = $"new/r/{Cells}/step0/layer_020/STS12";
        _workspace.Write($"{cell}/done.json", "{}");
        Assert.Single(Adopt().Taken);
        Assert.Equal(Result, _workspace.Read($"{cell}/STS12.json"));
        Assert.Single(Adopt().Known);
    }

    [Fact]
    public void Whole_rows_of_a_torn_progress_csv_are_taken_and_the_rest_is_put_aside_and_told()
    {
        Old("step0/layer_20/STS12", "STS12.json", Result);
        var torn =
            "2026-01-15 10:00:01,410m,step0,20,ST2026-01-15 10:00:01,410m,step1,20,S,ok,1,/x,";
        _workspace.Write(
            "old/progress.csv",
            $"timestamp,model_size,revision,layer,task,status,elapsed_sec,output_dir,error\n2026-01-15 10:00:00,410m,step0,20,STS12,ok,1,/x,\n{torn}\n"
        );
        var told = string.Join('\n', Adopt().Lines("old", "new", looksOnly: false));
        Assert.Contains("progress.csv: 1 rows; 1 torn line that is none, put aside", told);
        Assert.Equal(2, File.ReadAllLines(_workspace["new/r/progress.csv"]).Length);
        Assert.Equal($"{torn}\n", _workspace.Read("new/r/progress.torn.csv"));
        // Once more it is the same.
        Adopt();
        Assert.Equal(2, File.ReadAllLines(_workspace["new/r/progress.csv"]).Length);
        Assert.Equal($"{torn}\n", _workspace.Read("new/r/progress.torn.csv"));
    }

    [Fact]
    public void A_grid_that_is_not_described_is_proposed_as_it_is_to_be_pasted()
    {
        var other = "old/outputs/mteb/Pythia/1.4b";
        foreach (var step in new[] { "step1000", "step2", "step16" })
        foreach (var layer in new[] { "layer_4", "layer_005", "layer_6" })
            _workspace.Write(
                $"{other}/{step}/{layer}/true: #/done.json",
                """{"model_id": "org/pythia-1.4b"}"""
            );
        _workspace.Write("old/outputs/mteb/Pythia/yes/a b/layer_1/T/failed.json", "{}");
        _workspace.Write("old/outputs/mteb/GPT/x/main/layer_1/T/done.json", "{}");

        var report = Adopt();

        Assert.True(report.IsStrange);
        Assert.False(Directory.Exists(_workspace["new"]));
        Assert.Equal(
            [
                "evaluate:",
                "  root: new",
                "  family: Pythia",
                "  models:",
                "    1.4b:",
                "      model_id: org/pythia-1.4b",
                "      checkpoints: [step2, step16, step1000]",
                "      layers: 4..6",
                "    yes:",
                "      checkpoints: [\"a b\"]",
                "      layers: [1]",
                "  tasks: [T, \"true: #\"]",
                "  command: [\"python3\", \"eval.py\", \"{task}\", \"{results}\"]",
                "  # besides, of family GPT: 1 cells, which are a section of their own",
            ],
            report.Proposal
        );
        var pasted = Bound(report.Proposal);
        Assert.False(Adopt(pasted).IsStrange);
        Assert.Equal(8 + 1, Adopt(pasted).Taken.Count + Adopt(pasted).Known.Count);
    }

    [Fact]
    public void A_whole_grid_goes_by_its_short_names()
    {
        foreach (var step in Grid.Pythia)
            Directory.CreateDirectory(
                _workspace[$"old/outputs/mteb/P/70m/{step}/layer_3/{Grid.Mteb[0]}"]
            );
        foreach (var task in Grid.Mteb)
            Directory.CreateDirectory(_workspace[$"old/outputs/mteb/P/70m/step0/layer_3/{task}"]);
        var proposal = Adopt().Proposal;
        Assert.Contains("      checkpoints: [pythia]", proposal);
        Assert.Contains("  tasks: [mteb]", proposal);
    }

    [Fact]
    public void One_that_is_described_in_part_is_taken_in_part_and_the_whole_proposed()
    {
        Old("step0/layer_20/STS12", "STS12.json", Result);
        Old("step8/layer_20/STS13", "STS13.json", Result);
        var report = Adopt();
        Assert.False(report.IsStrange);
        Assert.Single(report.Taken);
        Assert.Contains("      checkpoints: [step0, step1, step8]", report.Proposal);
        Assert.Contains("      layers: 20..21", report.Proposal);
        Assert.Contains("  tasks: [STS12, STS13]", report.Proposal);
    }

    private void Old(string cell, string place, string result)
    {
        _workspace.Write($"old/{Cells}/{cell}/done.json", "{\"status\": \"done\"}");
        _workspace.Write($"old/{Cells}/{cell}/{place}", result);
    }

    private AdoptionReport Adopt(EvaluateSettings? settings = null)
    {
        settings ??= GridTests.Settings("410m", "[step0, step1]", "20..21", "[STS12]") with
        {
            Root = _workspace["new"],
            Command = GridTests.Node("python3 eval.py {task} {results}"),
        };
        var stage = EvaluateStage.Declare(
            settings,
            "r",
            _workspace.Root,
            _workspace.Root,
            new RunLimits()
        );
        return new RunAdoption(_workspace["old"], settings, stage, looksOnly: false).Run();
    }

    private EvaluateSettings Bound(IEnumerable<string> yaml)
    {
        var binder = new SettingsBinder(_workspace.Root);
        var bound = binder.Bind<EvaluateSettings>(
            YamlReader.ReadText(string.Join('\n', yaml), "pasted").Find("evaluate"),
            "evaluate"
        );
        Assert.Empty(binder.Violations);
        return bound;
    }
}
