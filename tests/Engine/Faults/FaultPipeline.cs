using System.Text.RegularExpressions;
using Sluice.Engine;
using Sluice.Engine.Commands;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;
using Sluice.Engine.Working;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Faults;

/// <summary>
/// A whole small pipeline: a built-in stage that upper-cases four files, a stage of commands that
/// copies the results, and a merge that proves the copies complete and joins them.
/// </summary>
internal sealed partial class FaultPipeline : IDisposable
{
    private static readonly string[] Keys = ["a", "b", "c", "d"];

    private readonly Workspace _workspace = Workspace.InMemory();

    public FaultPipeline()
    {
        foreach (var key in Keys)
            _workspace.Write($"in/{key}.txt", $"text of {key}\n");
    }

    /// <summary>Where everything lies.</summary>
    public string Root => _workspace.Root;

    /// <summary>What the workers wrote to their logs.</summary>
    public StringWriter Log { get; } = new();

    /// <summary>Brings the pipeline up to date, with one operation of the disk disturbed.</summary>
    /// <returns>Whether it says that all is done.</returns>
    public async Task<bool> RunAsync(FailingDisk? faults = null)
    {
        var log = TextWriter.Synchronized(Log);
        var registry = new WorkerRegistry()
            .Add("upper", () => new DelegateWorker((unit, _) => Upper(unit, faults)))
            .Add("join", () => new DelegateWorker((unit, _) => Join(unit, faults)));
        using var _ = faults is null ? null : FailingDisks.Install(faults);
        try
        {
            var hashes = new HashCache(_workspace[".sluice/hashes"], TimeProvider.System);
            var runner = new StageRunner(
                new InProcessExecutor(registry, log),
                hashes,
                new RunOptions { Shards = 2 },
                new SilentReporter(),
                TimeProvider.System
            );
            await runner.RunAsync(Upper(), default);
            var copied = await runner.RunAsync(Copy(), default);
            await runner.RunAsync(Join(copied.Plan), default);
            return true;
        }
        catch (StageFailure)
        {
            return false;
        }
        catch (Exception e) when (e is UserError or IOException or UnauthorizedAccessException)
        {
            log.WriteLine(e.Message);
            return false;
        }
    }

    /// <summary>Content of everything but the stages' own state.</summary>
    public SortedDictionary<string, string> Outputs() =>
        new(
            Directory
                .EnumerateFiles(_workspace["out"], "*", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/.sluice/"))
                .ToDictionary(file => file[Root.Length..], File.ReadAllText),
            StringComparer.Ordinal
        );

    /// <summary>Records of every unit that was done, by stage and key.</summary>
    public IReadOnlyList<string> DoneUnits() =>
        [
            .. ((string[])["Upper", "Copy", "Join"]).SelectMany(stage =>
                Ledger
                    .Open(new StagePaths(_workspace["out"], stage).Ledger)
                    .AllDone.Select(done => $"{stage} {done.Unit}")
                    .Order(StringComparer.Ordinal)
            ),
        ];

    /// <summary>This process lives on where a kill would have ended it: make its workers dead ones.</summary>
    public void BuryWorkers()
    {
        if (!Directory.Exists(_workspace["out"]))
            return;
        foreach (
            var file in Directory
                .EnumerateFiles(_workspace["out"], "*.json", SearchOption.AllDirectories)
                .Where(file => file.Contains("/workers/"))
        )
            File.WriteAllText(file, Ticks().Replace(File.ReadAllText(file), "\"started_ticks\":1"));
    }

    public void Dispose() => _workspace.Dispose();

    [GeneratedRegex("\"started_ticks\":[0-9]+")]
    private static partial Regex Ticks();

    private static async Task Upper(UnitContext unit, FailingDisk? faults)
    {
        var text = await File.ReadAllTextAsync(unit.Inputs[0]);
        var output = unit.Output(0);
        if (faults?.IsFrozen != true)
            await File.WriteAllTextAsync(output, text.ToUpperInvariant());
    }

    private static async Task Join(UnitContext unit, FailingDisk? faults)
    {
        var plan = PlanFile.Read(unit.Option("plan"));
        var problems = Completeness.Problems(
            plan,
            Ledger.Open(plan.Stage.Paths.Ledger),
            new HashCache(null, TimeProvider.System)
        );
        if (problems.Count > 0)
            throw new UnitFailure(string.Join("; ", problems));
        var parts = plan.Units.Select(u =>
            File.ReadAllText(Path.Combine(plan.Stage.OutputRoot, u.Unit.Outputs[0]))
        );
        var output = unit.Output(0);
        if (faults?.IsFrozen != true)
            await File.WriteAllTextAsync(output, string.Concat(parts));
    }

    private DeclaredStage Upper() =>
        Stage("Upper", "upper", Keys, key => _workspace[$"in/{key}.txt"], key => $"upper/{key}");

    private DeclaredStage Copy() =>
        Stage(
            "Copy",
            CommandWorker.Name,
            Keys,
            key => _workspace[$"out/upper/{key}"],
            key => $"copies/deep/{key}"
        ) with
        {
            Command = new CommandTemplate
            {
                Arguments = ["cp", "{input}", "{output}"],
                // All of these tests are one process: what one finds dead must not end another's.
                Environment = TestStage.Map(("SLUICEWORKER", "none")),
            },
        };

    private DeclaredStage Join(Plan copied) =>
        Stage("Join", "join", ["all"], null, key => $"{key}.txt") with
        {
            Upstream = [copied],
            Parameters = TestStage.Map(("copies", copied.Digest)),
            Options = TestStage.Map(("plan", copied.File)),
        };

    private DeclaredStage Stage(
        string name,
        string worker,
        string[] keys,
        Func<string, string>? input,
        Func<string, string> output
    ) =>
        new()
        {
            Name = name,
            Workspace = Root,
            OutputRoot = _workspace["out"],
            Worker = worker,
            Units =
            [
                .. keys.Select(key => new Unit
                {
                    Key = key,
                    Inputs = input is null ? [] : [input(key)],
                    Outputs = [output(key)],
                }),
            ],
        };
}
