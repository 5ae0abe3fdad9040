using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>A workspace with a few sentences and three methods of its own: a run takes under a second.</summary>
public sealed class SmallPipeline : IDisposable
{
    /// <summary>Where datasets go.</summary>
    public const string Output = "data/processed/augsets";

    /// <summary>What <see cref="RedoneAsync"/> gives when everything was made anew.</summary>
    public static IReadOnlyList<string> All => [.. Methods, "merge"];

    /// <summary>The input.</summary>
    public const string Input = "data/in.csv";

    /// <summary>The methods of <see cref="SmallPipeline()"/>, sorted.</summary>
    public static readonly string[] Methods = ["nlp_keyboard", "nlp_ocr", "nlp_spelling"];

    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    /// <summary>With an input, a configuration and nothing made yet.</summary>
    public SmallPipeline()
    {
        Workspace.Write(
            Input,
            """
            id,text,evidence
            1,The twist was obvious from the poster. I left because the sound was terrible.,The twist was obvious from the poster.
            2,Customer service put me on hold for 47 minutes and then hung up.,Customer service put me on hold for 47 minutes and then hung up.
            3,"The forecast promised sun, so naturally we got soaked.","The forecast promised sun, so naturally we got soaked."

            """
        );
        Workspace.Write("configs/augment.yaml", Configuration());
        // Without the repository's example of a sweep.
        Workspace.Write("configs/sweep.yaml", "sweep:\n");
    }

    /// <summary>Where it lies.</summary>
    public Workspace Workspace { get; } = new();

    /// <summary>The configuration's text with other methods.</summary>
    public static string Configuration(string methods = "nlp_keyboard, nlp_ocr, nlp_spelling") =>
        $$"""
            augment:
              input: {{Input}}
              text_column: text
              evidence_column: evidence
              methods: [{{methods}}]
              corpus: { source: sample }

            """;

    /// <summary>Path of a combo's dataset.</summary>
    public static string Dataset(string method) => $"{Output}/combo_1_{method}/dataset.parquet";

    /// <summary>Runs the host.</summary>
    public Task<HostResult> RunAsync(params string[] args) =>
        Workspace.RunAsync(["--shards", "2", .. args]);

    /// <summary>
    /// A workspace in which everything is up to date. Without arguments it is a copy of one made
    /// before: that a workspace can be moved is what the tests using it rely on, and so show.
    /// </summary>
    public static async Task<SmallPipeline> MadeAsync(params string[] args)
    {
        var pipeline = new SmallPipeline();
        if (args.Length > 0)
            (await pipeline.RunAsync(args)).Exits(0);
        else
            (
                await Shell.RunAsync(
                    "/",
                    "cp",
                    "-a",
                    (await Template.Value) + "/.",
                    pipeline.Workspace.Root
                )
            ).Exits(0);
        return pipeline;
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var pipeline = new SmallPipeline();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => pipeline.Dispose();
        // Which shard did what is shown by Status: always the same here.
        (await pipeline.RunAsync("--schedule", "static")).Exits(0);
        return pipeline.Workspace.Root;
    }

    /// <summary>Runs and tells what was made anew: methods by their id, and "merge".</summary>
    public async Task<IReadOnlyList<string>> RedoneAsync(params string[] args)
    {
        var before = FileStates.Of(Workspace);
        (await RunAsync(args)).Exits(0);
        var changed = before.Changed(FileStates.Of(Workspace));
        return
        [
            .. Methods.Where(method => changed.Contains(Dataset(method))),
            .. changed.Contains($"{Output}/manifest_final.csv") ? ["merge"] : Array.Empty<string>(),
        ];
    }

    /// <summary>Changes a file in place.</summary>
    public void Edit(string path, string from, string to)
    {
        var text = Workspace.Read(path);
        Assert.Contains(from, text);
        Workspace.Write(path, text.Replace(from, to));
    }

    public void Dispose() => Workspace.Dispose();
}
