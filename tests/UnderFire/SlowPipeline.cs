using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Files;
using Sluice.Tests.Support;

namespace Sluice.Tests.UnderFire;

/// <summary>
/// A workspace whose pipeline lasts long enough to be shot at: some built-in methods, and external
/// ones that take their time over every line and stop while a file hold-LETTER is there.
/// </summary>
internal sealed class SlowPipeline : IDisposable
{
    public const string Program = "slow.py";
    public const string Output = "data/processed/augsets";

    private const string Source = """
        import json, os, sys, time
        for line in sys.stdin:
            time.sleep(0.005)
            while os.path.exists("hold-" + sys.argv[1]):
                time.sleep(0.02)
            request = json.loads(line)
            text = request["text"]
            at = request["seed"] % max(len(text), 1)
            changed = text[:at] + "#" + text[at + 1:]
            print(json.dumps({"id": request["id"], "text": changed}), flush=True)
        """;

    private static readonly string[] s_letters = ["a", "b", "c", "d", "e", "f"];
    private static readonly string[] s_kinds = ["keyboard", "ocr", "word_split", "spelling"];
    private static readonly Lazy<Task<IReadOnlyDictionary<string, string>>> s_undisturbed = new(
        RunUndisturbedAsync
    );

    private readonly Workspace _workspace = new();

    public SlowPipeline()
    {
        var lines = File.ReadLines(Path.Combine(Repository.Root, "configs/sample/sentences.csv"));
        _workspace.Write("in.csv", string.Join('\n', lines.Take(31)) + "\n");
        _workspace.Write(Program, Source);
        var rows = s_letters
            .Select(l =>
                $"  - {{ id: ext_{l}, lib: external, kind: external, args: {{}}, requires_gpu: false, command: [python3, {Program}, {l}] }}"
            )
            .Concat(
                s_kinds.Select(k =>
                    $"  - {{ id: nlp_{k}, lib: nlpaug, kind: {k}, args: {{}}, requires_gpu: false }}"
                )
            );
        _workspace.Write("methods.yaml", $"methods:\n{string.Join('\n', rows)}\n");
        _workspace.Write(
            "configs/augment.yaml",
            """
            augment:
              input: in.csv
              methods_file: methods.yaml
              corpus: { source: sample }
            """
        );
    }

    /// <summary>Absolute.</summary>
    public string Root => _workspace.Root;

    /// <summary>Absolute path of something in the workspace.</summary>
    public string this[string path] => _workspace[path];

    /// <summary>Absolute directory of a stage's state.</summary>
    public string State(string path, string stage = "Augment") =>
        _workspace[$"{Output}/.sluice/{stage}/{path}"];

    /// <summary>Hashes of all that a run makes and no disturbance may change.</summary>
    public IReadOnlyDictionary<string, string> Made() =>
        _workspace
            .Hashes(Output, "*.parquet")
            .Concat(_workspace.Hashes(Output, "manifest_final.csv"))
            .ToDictionary();

    /// <summary>The same, of an undisturbed run in another workspace.</summary>
    public static Task<IReadOnlyDictionary<string, string>> UndisturbedAsync() =>
        s_undisturbed.Value;

    public void Hold(params string[] letters)
    {
        foreach (var letter in letters)
            _workspace.Write($"hold-{letter}", "");
    }

    public void HoldAll() => Hold(s_letters);

    public void LetGo()
    {
        foreach (var letter in s_letters)
            File.Delete(_workspace[$"hold-{letter}"]);
    }

    /// <summary>Starts the host in a session of its own, as a terminal would, so that the group can be signalled.</summary>
    public RunningHost Start(int shards, params string[] args)
    {
        var info = new ProcessStartInfo(
            "setsid",
            [
                "bash",
                Path.Combine(Repository.Root, "build.sh"),
                "--workspace",
                Root,
                "--shards",
                shards.ToString(CultureInfo.InvariantCulture),
                .. args,
            ]
        )
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        info.Environment["NO_COLOR"] = "1";
        var process = Process.Start(info)!;
        process.StandardInput.Close();
        return new RunningHost(process);
    }

    public Task<HostResult> RunAsync(int shards, params string[] args) =>
        Start(shards, args).EndAsync();

    public IReadOnlyList<LiveProcess> Living() => Processes.In(Root);

    public IReadOnlyList<LiveProcess> Shards() => [.. Living().Where(p => p.IsShard)];

    /// <summary>Every whole line of a stage's ledger.</summary>
    public IReadOnlyList<JsonElement> Records(string stage = "Augment") =>
        !Directory.Exists(State("ledger", stage))
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(State("ledger", stage), "*.jsonl")
                    .SelectMany(File.ReadLines)
                    .Where(line => line.EndsWith('}'))
                    .Select(line => JsonDocument.Parse(line).RootElement),
            ];

    /// <summary>Who did which unit, e.g. "ext_a by 0of2-…:3".</summary>
    public IReadOnlyList<string> Done(string stage = "Augment") =>
        [
            .. Records(stage)
                .Where(r => r.GetProperty("t").GetString() == "done")
                .Select(r =>
                    $"{r.GetProperty("u").GetString()} {r.GetProperty("f").GetString()} by {r.GetProperty("w").GetString()}:{r.GetProperty("i").GetInt64()}"
                ),
        ];

    /// <summary>Nothing stands under a final name that is not recorded with this content.</summary>
    public void HasOnlyRecordedOutputs()
    {
        var recorded = Records()
            .Where(r => r.GetProperty("t").GetString() == "done")
            .SelectMany(r => r.GetProperty("out").EnumerateArray())
            .ToDictionary(o => o[0].GetString()!, o => o[5].GetString());
        foreach (
            var file in new[] { "*.parquet", "meta.json" }.SelectMany(pattern =>
                Directory.EnumerateFiles(this[Output], pattern, SearchOption.AllDirectories)
            )
        )
            Assert.Equal(
                recorded.GetValueOrDefault(Path.GetRelativePath(this[Output], file)),
                Sha256Hex.OfFile(file)
            );
    }

    /// <summary>Waits until that many external methods run.</summary>
    public async Task<IReadOnlyList<LiveProcess>> MethodsRunAsync(int count)
    {
        IReadOnlyList<LiveProcess> Methods() =>
            [.. Living().Where(p => p.IsMethod() && p.Parent != 1)];
        await Wait.UntilAsync(() => Methods().Count >= count, $"{count} external methods");
        return Methods();
    }

    /// <summary>Waits until no process is left.</summary>
    public Task IsDeadAsync() =>
        Wait.UntilAsync(
            () => Living().Count == 0,
            () => $"these live on: {string.Join("; ", Living())}"
        );

    /// <summary>No process, no claim and nothing staged is left.</summary>
    public async Task IsQuietAsync()
    {
        await IsDeadAsync();
        foreach (var stage in new[] { "Augment", "MergeManifests" })
            if (Directory.Exists(State("claims", stage)))
                Assert.Empty(Directory.EnumerateFileSystemEntries(State("claims", stage)));
    }

    /// <summary>All is made as if nothing had happened, and no recorded unit ran again.</summary>
    public async Task EndedWellAsync(string context = "")
    {
        var expected = await UndisturbedAsync();
        var made = Made();
        var differ = expected
            .Keys.Union(made.Keys)
            .Where(k => expected.GetValueOrDefault(k) != made.GetValueOrDefault(k));
        Assert.True(!differ.Any(), $"{context}: differ: {string.Join(", ", differ)}");
        foreach (var stage in new[] { "Augment", "MergeManifests" })
        {
            var twice = Done(stage).GroupBy(d => d.Split(" by ")[0]).Where(g => g.Count() > 1);
            Assert.True(
                !twice.Any(),
                $"{context}: done twice: {string.Join(", ", twice.SelectMany(g => g))}"
            );
        }
        await IsQuietAsync();
    }

    public void Dispose()
    {
        foreach (var process in Living())
            RunningHost.Signal(process.Id, "KILL");
        _workspace.Dispose();
    }

    private static async Task<IReadOnlyDictionary<string, string>> RunUndisturbedAsync()
    {
        using var pipeline = new SlowPipeline();
        (await pipeline.RunAsync(2)).Exits(0);
        var made = pipeline.Made();
        Assert.Equal(s_letters.Length + s_kinds.Length + 1, made.Count);
        return made;
    }
}
