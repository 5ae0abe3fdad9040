using CliWrap;
using CliWrap.Buffered;
using Sluice.Engine.Processes;
using Sluice.Tests.Support;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Methods.External;
using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Tests.Workers.Augmentation;

/// <summary>configs/methods/transformers_worker.py with a stand-in for the libraries and their models.</summary>
public sealed class TransformersWorkerTests
{
    private static readonly string s_worker = Path.Combine(
        Repository.Root,
        "configs/methods/transformers_worker.py"
    );

    private static readonly string[] s_substitute = ["substitute", "--model", "roberta-base"];

    private static readonly string[] s_backtranslate =
    [
        "backtranslate",
        "--model",
        "x/opus-mt-en-de",
        "--back",
        "x/opus-mt-de-en",
    ];

    public TransformersWorkerTests()
    {
        if (ProgramPath.Find("python3") is null)
            Assert.Skip("python3 is not installed");
    }

    [Fact]
    public void A_share_of_the_words_becomes_what_the_model_expects_there()
    {
        using var method = Method(s_substitute, ("aug_p", "0.3"));
        var text = "The chair broke after two weeks of use.";

        var results = Enumerable
            .Range(0, 20)
            .Select(seed => method.Apply(text, new RowRandom((ulong)seed))!)
            .ToList();

        Assert.All(
            results,
            result =>
            {
                var changed = text.Split(' ')
                    .Zip(result.Split(' '))
                    .Where(words => words.First != words.Second)
                    .ToList();
                Assert.Equal(3, changed.Count);
                Assert.All(
                    changed,
                    words => Assert.Matches("^([Ll]amp|[Tt]able)[.]?$", words.Second)
                );
                Assert.EndsWith(".", result);
            }
        );
        Assert.True(results.Distinct().Count() > 5);
        Assert.Equal(results[3], method.Apply(text, new RowRandom(3)));
    }

    [Fact]
    public void Inserted_words_stand_between_others_which_stay()
    {
        using var method = Method(["insert", "--model", "roberta-base"], ("aug_max", "1"));

        var result = method.Apply("We left.\nIt was late.", new RowRandom(5))!;

        Assert.Matches("( lamp| table)", result);
        Assert.Equal("We left.\nIt was late.", result.Replace(" lamp", "").Replace(" table", ""));
    }

    [Fact]
    public void Translated_there_and_back_line_by_line()
    {
        using var method = Method(s_backtranslate);

        Assert.Equal(
            "a defect chair\n\nof wood",
            method.Apply("a broken chair\n\nof wood", new(1))
        );
        Assert.Null(method.Apply("nothing to change", new(1)));
    }

    [Fact]
    public async Task What_lies_ready_is_done_together_and_gives_what_each_gives_alone()
    {
        var lines = Enumerable
            .Range(0, 7)
            .Select(i =>
                $$"""{"id":{{i}},"text":"The old chair number {{i}} fell.","seed":{{i}},"args":{} }"""
            )
            .ToList();

        var together = await AnswersAsync(string.Join('\n', lines) + "\n", "--batch", "4");
        var alone = new List<string>();
        foreach (var line in lines)
            alone.AddRange(await AnswersAsync(line + "\n"));

        Assert.Equal(alone, together);
        Assert.Equal(7, together.Count);
    }

    [Theory]
    [InlineData("nowhere/none", "model nowhere/none cannot be loaded: nowhere/none is not a local")]
    [InlineData(null, "is not installed: pip install transformers torch sentencepiece")]
    public async Task What_is_missing_is_told_in_one_line(string? model, string told)
    {
        var result = await Python(model is null ? null : StandIns)
            .WithArguments([s_worker, "substitute", "--model", model ?? "roberta-base"])
            .ExecuteBufferedAsync();
        if (model is null && result.ExitCode == 0)
            Assert.Skip("transformers is installed here");

        Assert.Contains(told, Assert.Single(result.StandardError.Trim().Split('\n')));
    }

    private static string StandIns { get; } = Path.Combine(Repository.Root, "tests/tools/standin");

    private static Command Python(string? path) =>
        Cli.Wrap("python3")
            .WithEnvironmentVariables(
                new Dictionary<string, string?>
                {
                    ["PYTHONPATH"] = path,
                    ["PYTHONDONTWRITEBYTECODE"] = "1",
                }
            )
            .WithValidation(CommandResultValidation.None);

    private static async Task<IReadOnlyList<string>> AnswersAsync(
        string input,
        params string[] more
    )
    {
        var result = await Python(StandIns)
            .WithArguments([s_worker, .. s_substitute, .. more])
            .WithStandardInputPipe(PipeSource.FromString(input))
            .ExecuteBufferedAsync();
        Assert.True(result.ExitCode == 0, result.StandardError);
        return result.StandardOutput.Trim().Split('\n');
    }

    private static ExternalMethod Method(
        string[] arguments,
        params (string Name, string Value)[] args
    ) =>
        new(
            new MethodRow
            {
                Id = "model",
                Lib = "external",
                Kind = "model",
                Command =
                [
                    "env",
                    $"PYTHONPATH={StandIns}",
                    "PYTHONDONTWRITEBYTECODE=1",
                    "python3",
                    s_worker,
                    .. arguments,
                ],
                Args = args.ToDictionary(a => a.Name, a => a.Value),
            },
            TextWriter.Null,
            TimeSpan.FromSeconds(60)
        );
}
