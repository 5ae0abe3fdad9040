using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Sluice.Build;
using Sluice.Engine.Commands;
using Sluice.Tests.Support;
using Sluice.Tests.Workers;
using Sluice.Tests.Workers.Augmentation;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Manifests;
using Sluice.Workers.Benchmark;
using Sluice.Workers.Corpus;
using Sluice.Workers.Corpus.WordNet;
using Sluice.Workers.Embedding.Layers;
using Sluice.Workers.Evaluation;
using Sluice.Workers.Scoring;
using Sluice.Workers.Training;
using Sluice.Workers.Training.Network;

namespace Sluice.Tests.EndToEnd;

/// <summary>
/// What each built-in worker makes of a small fixed input, with the version that made it: results lie
/// on users' disks under that version, and are made anew only when it goes up.
/// </summary>
[Trait("Takes", "long")]
public sealed partial class WorkerVersionTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public async Task A_worker_whose_results_change_has_a_higher_version()
    {
        // Whoever changes a hash raises the worker's Version as well: both stand in one line here.
        string[] golden =
        [
            $"{AugmentStage.Worker} 5 9e297bbc8aa14823",
            $"{CorpusStage.Worker} 3 fab04ef0008be266",
            $"{EvaluateStage.Worker} 1 a7e29121725c47b5",
            $"{EvaluateReportStage.Worker} 2 e3b9e78a0fd31f5f",
            $"{MergeBenchmarkStage.Worker} 1 23181a828ebc700e",
            $"{MergeManifestsStage.Worker} 1 9fb29a9483a1c765",
            $"{TrainStage.Worker} 1 82c449d9b18e63ef",
        ];
        Configure();
        (
            await _workspace.RunAsync(
                "--target=Merge",
                "--target=Train",
                "--target=EvaluateReport",
                "--shards=2",
                "--set=run.id=r"
            )
        ).Exits(0);
        string Line(string worker, int version, string root, params string[] outputs)
        {
            Assert.Contains(
                $"\"worker\":\"{worker}\",\"worker_version\":{version}",
                PlanOf(worker)
            );
            return $"{worker} {version} {Hash([.. outputs.Select(o => Path.Combine(root, o))])}";
        }
        const string Report = "runs/eval/r/report";
        const string Cells = "runs/eval/r/outputs/mteb/mine/small";
        string[] made =
        [
            Line(
                AugmentStage.Worker,
                AugmentStage.Version,
                SmallPipeline.Output,
                [
                    .. SmallPipeline.Methods.SelectMany(method =>
                        new[] { $"combo_1_{method}/dataset.parquet", $"combo_1_{method}/meta.json" }
                    ),
                ]
            ),
            Line(CorpusStage.Worker, CorpusStage.Version, ".", Corpus()),
            Line(
                EvaluateStage.Worker,
                EvaluateStage.Version,
                Cells,
                "step2/layer_000/STS12/STS12.json",
                "step2/layer_000/STS12/done.json",
                Scores()
            ),
            Line(
                EvaluateReportStage.Worker,
                EvaluateReportStage.Version,
                Report,
                "scores.csv",
                "blank.csv",
                "small/STS12.csv",
                "small/STS12.svg"
            ),
            Line(
                MergeBenchmarkStage.Worker,
                MergeBenchmarkStage.Version,
                "runs/mine",
                "benchmark_gazevqa.json",
                "benchmark_gazevqa.merge_report.json"
            ),
            Line(
                MergeManifestsStage.Worker,
                MergeManifestsStage.Version,
                SmallPipeline.Output,
                "manifest_final.csv"
            ),
            Line(
                TrainStage.Worker,
                TrainStage.Version,
                "data/models/gloss-lm",
                "training.csv",
                "step000000.bin",
                "step000002.bin"
            ),
        ];
        Assert.Equal(golden, made);
    }

    [Fact]
    public void Every_built_in_worker_is_among_them()
    {
        var registry = new WorkerRegistry();
        foreach (var feature in Program.Features)
            feature.Register(registry);
        Assert.Equal(
            [
                AugmentStage.Worker,
                "command",
                CorpusStage.Worker,
                EvaluateStage.Worker,
                EvaluateReportStage.Worker,
                MergeBenchmarkStage.Worker,
                MergeManifestsStage.Worker,
                TrainStage.Worker,
            ],
            registry.Names.Order(StringComparer.Ordinal)
        );
    }

    private void Configure()
    {
        _workspace.Write(
            "data/in.csv",
            """
            id,text,evidence
            1,The twist was obvious from the poster. I left because the sound was terrible.,The twist was obvious from the poster.
            2,Customer service put me on hold for 47 minutes and then hung up.,Customer service put me on hold for 47 minutes and then hung up.
            3,"The forecast promised sun, so naturally we got soaked.","The forecast promised sun, so naturally we got soaked."

            """
        );
        _workspace.Write("configs/augment.yaml", SmallPipeline.Configuration());
        const string Result =
            """{"task_name":"STS12","evaluation_time":1.5,"scores":{"test":[{"main_score":0.25}]}}""";
        _workspace.Write("data/step2.json", Result);
        _workspace.Write("data/step0.json", Result.Replace("0.25", "NaN"));
        _workspace.Write("configs/sweep.yaml", "sweep:\n");
        _workspace.Write(
            "configs/evaluate.yaml",
            """
            evaluate:
              root: runs/eval
              family: mine
              models: { small: { model_id: a/b, checkpoints: [step0, step2], layers: 0..1 } }
              tasks: [STS12]
              command: cp data/{revision}.json {output}
              train: { input: data/in.csv, text_column: text, steps: 2, layers: 1, width: 32, batch: 2, context: 8, vocabulary: 128 }

            """
        );
        _workspace.Write(
            "configs/benchmark.yaml",
            "benchmark: { inputs: [runs/ls, runs/ck], merge_name: mine }\n"
        );
        _workspace.Write(
            "runs/ck/benchmark_gazevqa.json",
            """{"meta":{"x":NaN},"reject_stats":{"mean":1.5},"samples":[{"task_id":1,"question":"a"},{"task_id":3,"question":"é"}]}"""
        );
        _workspace.Write(
            "runs/ls/benchmark_gazevqa.json",
            """{"reject_stats":{"mean":2},"samples":[{"task_id":3,"question":"b"},{"task_id":2,"question":[1,2]}]}"""
        );
    }

    // Without npm and Debian's package, which not every machine has: what the worker makes of such files.
    private string[] Corpus()
    {
        Directory.CreateDirectory(_workspace["dict"]);
        TinyWordNet.WriteDictionary(_workspace["dict"]);
        using (var compiled = File.Create(_workspace["wordnet.db"]))
            WordNetCompiler.Compile(_workspace["dict"], compiled);
        using (var glosses = File.Create(_workspace["glosses.csv"]))
            GlossCsv.Write(_workspace["dict"], glosses);
        using (var sentences = new StreamWriter(_workspace["sentences.csv"]))
            SentenceCsv.Write(sentences, [new("a_1", "\"So\", it is;\né", "positive", "amazon")]);
        return ["wordnet.db", "glosses.csv", "sentences.csv"];
    }

    // The built-in tasks are on the real corpus: of a small one, what every task gives at every layer.
    private string Scores()
    {
        Directory.CreateDirectory(_workspace["data/corpus"]);
        using (var sentences = new StreamWriter(_workspace["data/corpus/sentences.csv"]))
            SentenceCsv.Write(
                sentences,
                SentimentFixtures.Sources.SelectMany(source =>
                    SampleSentences
                        .Texts.Take(60)
                        .Select(
                            (text, i) =>
                                new LabelledSentence(
                                    $"{source}_{i}",
                                    text,
                                    i * i % 7 % 2 == 0 ? "positive" : "negative",
                                    source
                                )
                        )
                )
            );
        File.Copy(
            _workspace["glosses.csv"],
            _workspace["data/corpus/glosses.csv"],
            overwrite: true
        );
        var model = GlossModel.Load(_workspace["data/models/gloss-lm/step000002.bin"]);
        var vectors = new LayerVectors(model, threads: 1);
        _workspace.Write(
            "scores.txt",
            string.Concat(
                from task in ScoredTasks.Load(_workspace.Root)
                from layer in Enumerable.Range(0, 2)
                select FormattableString.Invariant(
                    $"{task.Name} {layer} {task.Score(texts => vectors.Of(texts, layer, default), default):R}\n"
                )
            )
        );
        return _workspace["scores.txt"];
    }

    private string PlanOf(string worker) =>
        Directory
            .EnumerateFiles(_workspace.Root, "*", SearchOption.AllDirectories)
            .Where(file => file.Contains("/plans/", StringComparison.Ordinal))
            .Select(file =>
                File.ReadLines(file).First() + string.Concat(File.ReadLines(file).Skip(1).Take(3))
            )
            .Append(Declared())
            .First(head => head.Contains($"\"worker\":\"{worker}\"", StringComparison.Ordinal));

    // A run on one's own texts needs no corpus.
    private string Declared()
    {
        var corpus = CorpusStage.Declare(
            new(),
            _workspace.Root,
            Repository.Root,
            new(),
            true,
            true
        );
        return $"\"worker\":\"{corpus.Worker}\",\"worker_version\":{corpus.WorkerVersion}";
    }

    private string Hash(IReadOnlyList<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(_workspace[file]);
            hash.AppendData(
                Path.GetExtension(file) is ".json" or ".csv" or ".svg"
                    ? Encoding.UTF8.GetBytes(Normal(Encoding.UTF8.GetString(bytes)))
                    : bytes
            );
        }
        return Convert.ToHexStringLower(hash.GetCurrentHash())[..16];
    }

    private string Normal(string text) =>
        Duration().Replace(Time().Replace(text.Replace(_workspace.Root, "W"), "T"), "$1 0");

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)")]
    private static partial Regex Time();

    [GeneratedRegex(
        """("(?:duration_seconds|rows_per_second|evaluation_time|elapsed_sec|shard_id)":) ?[\d.eE+-]+"""
    )]
    private static partial Regex Duration();

    public void Dispose() => _workspace.Dispose();
}
