using Sluice.Driver.CommandLine;
using Sluice.Driver.Configuration;
using Sluice.Driver.Executing;
using Sluice.Driver.Graph;
using Sluice.Engine;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Processes;
using Sluice.Monitor;

namespace Sluice.Driver;

/// <summary>One invocation: what was asked, by which settings, where, and who does it.</summary>
public sealed class Pipeline
{
    private readonly Lazy<Settings> _settings;
    private readonly HostParts _parts;
    private IGraphExecutor? _executor;

    /// <summary>Puts an invocation together.</summary>
    public Pipeline(
        HostParts parts,
        PipelineOptions options,
        string home,
        string workspace,
        Func<Settings> settings,
        Func<string, string?> configFile,
        StopSignal stop,
        Surroundings? surroundings = null
    )
    {
        _parts = parts;
        (Clock, Output) = surroundings ?? Surroundings.OfProcess;
        Options = options;
        Home = home;
        Workspace = workspace;
        ConfigFile = configFile;
        Stop = stop;
        _settings = new Lazy<Settings>(settings);
        Hashes = new HashCache(Path.Combine(workspace, ".sluice", "hashes"), TimeProvider.System);
        Printer = new Printer(options.Json, options.Quiet, Output);
        Runs = new StageRuns(
            this,
            options.Json
                ? new JsonReporter(Output)
                : new ConsoleReporter(Output, Terminal.IsInteractive, options.Quiet)
        );
        Plans = new GraphPlans(this, Runs.Runner);
    }

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

    /// <summary>What is waited and dated by.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Where it speaks to.</summary>
    public TextWriter Output { get; }

    /// <summary>Content hashes, shared by everything in this invocation.</summary>
    public HashCache Hashes { get; }

    /// <summary>Says things to the user.</summary>
    public Printer Printer { get; }

    /// <summary>How stages are planned.</summary>
    public GraphPlans Plans { get; }

    /// <summary>How stages are brought up to date.</summary>
    public StageRuns Runs { get; }

    public Settings Settings => _settings.Value;

    /// <summary>The stages of the graph.</summary>
    public StageList Stages => field ??= new StageList(_parts.Targets, () => Settings);

    /// <summary>What the user wants done.</summary>
    public IReadOnlyList<string> Targets =>
        Options.Targets.Count > 0 ? Options.Targets : [PipelineOptions.UsualTarget];

    /// <summary>Shards to cut a stage into.</summary>
    public int Shards =>
        Settings.Run.Shards > 0
            ? Settings.Run.Shards
            // The cores of this machine say nothing about another.
            : _parts.Executors.FirstOrDefault(e => e.Name == Settings.Run.Executor)?.Shards
                ?? Environment.ProcessorCount;

    /// <summary>Where the stages of this invocation run.</summary>
    public IGraphExecutor Executor =>
        _executor ??= ExecutorOf(Settings.Run.Executor) ?? new LocalGraph();

    /// <summary>Lets the executor do what it has taken; what asked for none needs no configuration.</summary>
    public Task CompleteAsync() => _executor?.CompleteAsync() ?? Task.CompletedTask;

    /// <summary>Places other than this machine where stages of the workspace may be at work.</summary>
    public IReadOnlyList<IGraphExecutor> Elsewhere =>
        field ??= [.. _parts.Executors.Select(feature => ExecutorOf(feature.Name)!)];

    /// <summary>The one of these that Attach and Cancel are about: this invocation's own, else the host's first.</summary>
    public IGraphExecutor Away =>
        // Where there is no choice, jobs can be cancelled whatever section run says.
        Elsewhere.Count == 1
            ? Elsewhere[0]
        : Executor.OutlivesDriver ? Executor
        : Elsewhere.FirstOrDefault() ?? Executor;

    /// <summary>Ids of plans that something elsewhere may still read.</summary>
    public HashSet<string> KeptPlans() => [.. Elsewhere.SelectMany(place => place.KeptPlans())];

    /// <summary>The workspace as an option, for commands that are shown; empty for the repository.</summary>
    public string WorkspaceOption =>
        Options.Workspace is null ? "" : $" --workspace {ShownText.ShellWord(Workspace)}";

    /// <summary>Printed after Cake's report, as the last thing.</summary>
    public Action? Closing { get; set; }

    private readonly Dictionary<string, IGraphExecutor> _executors = new(StringComparer.Ordinal);

    private IGraphExecutor? ExecutorOf(string name)
    {
        if (
            !_executors.TryGetValue(name, out var executor)
            && _parts.Executors.FirstOrDefault(e => e.Name == name) is { } feature
        )
            _executors[name] = executor = feature.Of(this);
        return executor;
    }
}
