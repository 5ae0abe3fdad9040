using System.Text;
using Sluice.Engine.Configuration;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Tests.Support;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Benchmark;
using Sluice.Workers.Corpus;
using Sluice.Workers.Evaluation;
using Sluice.Workers.Training;

namespace Sluice.Tests.Workers;

/// <summary>
/// What built-in stages hand to their workers, word for word: a change here is a change of every
/// fingerprint, and makes users do all of it again.
/// </summary>
public sealed class RecipesTests
{
    private const string Workspace = "/workspace";

    [Fact]
    public void Of_built_in_stages()
    {
        var text = new StringBuilder();
        foreach (var stage in Stages())
        {
            text.Append($"{stage.Name} version {stage.WorkerVersion}\n");
            foreach (var (name, value) in stage.Parameters)
                text.Append($"  {name} = {Shown(value)}\n");
            foreach (var (name, value) in stage.Options)
                text.Append($"  option {name} = {Shown(value)}\n");
            foreach (var unit in stage.Units.Take(2))
            {
                text.Append($"  {unit.Key}\n");
                foreach (var (name, value) in unit.Parameters)
                    // What is installed differs from machine to machine.
                    text.Append(
                        $"    {name} = {(name is "npm" or "installed" ? "…" : Shown(value))}\n"
                    );
            }
        }
        Snapshot.Matches(text.ToString());
    }

    private static IEnumerable<DeclaredStage> Stages()
    {
        var limits = new RunLimits();
        yield return CorpusStage.Declare(
            new CorpusSettings { Source = CorpusSource.Sample },
            Workspace,
            Workspace,
            limits,
            true,
            true
        );
        yield return AugmentStage.Declare(
            new AugmentSettings
            {
                Input = $"{Workspace}/in.csv",
                OutputRoot = $"{Workspace}/out",
                Methods = ["nlp_ocr", "nlp_spelling"],
            },
            Workspace,
            Path.Combine(Repository.Root, "configs", AugmentStage.MethodsFileName),
            _ => false,
            limits
        );
        yield return TrainStage.Declare(
            new TrainSettings { OutputRoot = $"{Workspace}/models" },
            Workspace,
            limits
        );
        var grid = new EvaluateSettings
        {
            Root = $"{Workspace}/runs",
            Models = new Dictionary<string, EvaluateModel>
            {
                ["use-lite"] = new() { Checkpoints = Yaml("['1']"), Layers = Yaml("0..2") },
            },
            Tasks = Yaml("[ImdbSentiment]"),
        };
        var evaluate = EvaluateStage.Declare(grid, "20260101_000000", Workspace, Workspace, limits);
        yield return evaluate;
        yield return EvaluateReportStage.Declare(grid, evaluate, limits);
        yield return MergeBenchmarkStage.Declare(
            new BenchmarkSettings
            {
                Inputs = [$"{Workspace}/a.json", $"{Workspace}/b.json"],
                Output = $"{Workspace}/merged/all.json",
                SkipBadSamples = true,
            },
            Workspace,
            limits
        );
    }

    private static ConfigNode Yaml(string text) => YamlReader.ReadValue(text, "here");

    // A configuration's snapshot holds what its own tests look at.
    private static string Shown(string value) =>
        value.Length > 200
            ? $"({value.Length} characters)"
            : value.Replace("\n", "\\n").Replace("\t", "\\t");
}
