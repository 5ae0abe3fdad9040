using Sluice.Engine;
using Sluice.Engine.Executors;
using Sluice.Engine.Graph;
using Sluice.Engine.Running;
using Sluice.Engine.UpToDate;
using Sluice.Monitor;
using Sluice.Tasks.Options;

namespace Sluice.Tasks;

/// <summary>One invocation: its options, settings and workspace, and what plans and runs its stages.</summary>
public sealed class Pipeline
{
    private readonly HashCache _hashes;
    private readonly IExecutor _executor;
    private readonly IRunReporter _reporter;
    private readonly Dictionary<string, string> _pending = new(StringComparer.Ordinal);

    /// <summary>Puts an invocation together.</summary>
    public Pipeline(
        PipelineOptions options,
        string home,
        string workspace,
        Func<Settings> settings,
        Func<string, string?> configFile,
        StopSignal stop
    )
    {
        Options = options;
        Home = home;
        Workspace = workspace;
        ConfigFile = configFile;
        Stop = stop;
        _settings = new Lazy<Settings>(settings);
        _hashes = new HashCache(Path.Combine(workspace, ".sluice", "hashes"), TimeProvider.System);
        _executor = new LocalExecutor(HostCommand.ForThisHost());
        _reporter = options.Json
            ? new JsonReporter(Console.Out)
            : new ConsoleReporter(Console.Out, Terminal.IsInteractive, options.Quiet);
    }

    private readonly Lazy<Settings> _settings;

    /// <summary>The command line.</summary>
    public PipelineOptions Options { get; }

    /// <summary>The repository: holds configs and the sample.</summary>
    public string Home { get; }

    /// <summary>Absolute; relative paths of the configuration lie here.</summary>
    public string Workspace { get; }

    /// <summary>Finds a file of the workspace's configs, else of the repository's.</summary>
    public Func<string, string?> ConfigFile { get; }

    /// <summary>Ctrl-C and SIGTERM.</summary>
    public StopSignal Stop { get; }

    /// <summary>The configuration.</summary>
    public Settings Settings => _settings.Value;

    /// <summary>Shards to cut a stage into.</summary>
    public int Shards => Settings.Run.Shards > 0 ? Settings.Run.Shards : Environment.ProcessorCount;

    /// <summary>Brings a stage up to date, or says what it would do.</summary>
    public async Task RunAsync(Stage stage)
    {
        var outcome = await Runner().RunAsync(stage, Stop.Token);
        if (Options.DryRun)
            Remember(outcome.Plan);
    }

    /// <summary>Plans a stage against its ledger without running it.</summary>
    public (Plan Plan, Ledger Ledger) Plan(Stage stage) => Runner().Plan(stage);

    /// <summary>Plans a stage of a graph that is only looked at: what it would make counts as pending for later ones.</summary>
    public (Plan Plan, Ledger Ledger) PlanAhead(Stage stage)
    {
        var planned = Plan(stage);
        Remember(planned.Plan);
        return planned;
    }

    /// <summary>Content hashes, shared by everything in this invocation.</summary>
    public HashCache Hashes => _hashes;

    private StageRunner Runner() =>
        new(
            _executor,
            _hashes,
            new RunOptions
            {
                Shards = Shards,
                DryRun = Options.DryRun,
                Planning = new PlanOptions
                {
                    Check = Options.Check,
                    Force = Options.Force,
                    Only = Options.Only,
                    Pending = _pending,
                },
            },
            _reporter,
            TimeProvider.System
        );

    private void Remember(Plan plan)
    {
        foreach (var planned in plan.Running)
        foreach (var output in planned.Unit.Outputs)
            _pending[Path.Combine(plan.Stage.OutputRoot, output)] = plan.Stage.Name;
    }
}
