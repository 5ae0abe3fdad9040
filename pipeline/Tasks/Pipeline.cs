using Sluice.Engine;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Slurm;
using Sluice.Engine.Stages;
using Sluice.Monitor;
using Sluice.Tasks.Options;
using Sluice.Tasks.Slurm;

namespace Sluice.Tasks;

/// <summary>One invocation: its options, settings and workspace, and what plans and runs its stages.</summary>
public sealed class Pipeline
{
    // The cores of this machine say nothing about a cluster.
    private const int SlurmShards = 16;

    private readonly HashCache _hashes;
    private readonly IRunReporter _reporter;
    private readonly Dictionary<string, string> _pending = new(StringComparer.Ordinal);
    private readonly Selection _only;

    // As this run found them: what is edited meanwhile is the next one's.
    private readonly Dictionary<string, Stage> _declared = new(StringComparer.Ordinal);
    private readonly GraphSketch _graph = new();

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
        _only = new Selection(options.Only);
        _hashes = new HashCache(Path.Combine(workspace, ".sluice", "hashes"), TimeProvider.System);
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

    /// <summary>The stages of the graph.</summary>
    public StageList Stages => field ??= new StageList(TaskList.Types(), () => Settings);

    /// <summary>Shards to cut a stage into.</summary>
    public int Shards =>
        Settings.Run.Shards > 0 ? Settings.Run.Shards
        : Settings.Run.Executor == ExecutorKind.Slurm ? SlurmShards
        : Environment.ProcessorCount;

    /// <summary>What the user wants done.</summary>
    public IReadOnlyList<string> Targets =>
        Options.Targets.Count > 0 ? Options.Targets : [MergeTask.Name];

    /// <summary>Printed after Cake's report, as the last thing.</summary>
    public Action? Closing { get; set; }

    /// <summary>Brings a stage up to date, or says what it would do, or takes it for jobs to do.</summary>
    /// <returns>How it ended; null when jobs are to do it.</returns>
    /// <exception cref="UserError">--only matches no unit of any stage.</exception>
    public async Task<StageOutcome?> RunAsync(StageTask task)
    {
        var stage = task.Declare(this);
        _declared[stage.Name] = stage;
        var only = _only.For(task, this);
        // What is forced is what was chosen, not what the chosen units need from earlier stages.
        var force = Options.Force && (Options.Only is null || only is not null);
        var runner = Runner(Planning with { Only = only, Force = force });
        try
        {
            if (Settings.Run.Executor == ExecutorKind.Slurm && !Slurm.IsLocal(task))
            {
                await TakeAsync(task, runner, stage, only, force);
                return null;
            }
            var outcome = await runner.RunAsync(stage, Stop.Token);
            if (Options.DryRun)
                Remember(outcome.Plan);
            return outcome;
        }
        catch (UserError)
        {
            // An input that is missing may be one that a later stage makes: the better reason.
            _graph.Refuse(this);
            throw;
        }
        finally
        {
            HasShards = false;
        }
    }

    private async Task TakeAsync(
        StageTask task,
        StageRunner runner,
        Stage stage,
        string? only,
        bool force
    )
    {
        await Slurm.BeginAsync();
        var (plan, ledger) = runner.Plan(stage);
        if (plan.Running.Count > 0)
        {
            _graph.Refuse(this);
            runner.RefuseCommands(plan, isHere: false);
            if (stage.Inputs.All(File.Exists))
                stage.Preflight?.Invoke();
        }
        var taken = Slurm.Take(task, plan, ledger, only, force);
        // What a stage will find that waits for jobs is not known yet.
        if (taken is not { IsLate: true } || (plan.Units.Count > 0 && !stage.UnitsFollow))
            _reporter.Planned(plan, ledger, 0, Options.DryRun);
        if (taken is not null)
            Remember(plan);
    }

    /// <summary>Submits what was taken, and follows it.</summary>
    public Task SubmitAsync() => new SlurmDriver(this).RunAsync(Slurm);

    /// <summary>Plans and freezes a stage in its own job; earlier ones stand as they were declared.</summary>
    public Plan PlanInJob(StageTask task, string? only, bool force)
    {
        var stage = task.Declare(this);
        var (plan, ledger) = Runner(Planning with { Only = only, Force = force }).Plan(stage);
        if (plan.Running.Count > 0)
            stage.Preflight?.Invoke();
        _reporter.Planned(plan, ledger, 0, dryRun: false);
        _hashes.Save();
        StageUpkeep.Before(plan, ledger);
        StageUpkeep.Begin(plan);
        return plan;
    }

    /// <summary>Notes how a stage was declared in this run.</summary>
    public void Declared(Stage stage) => _declared[stage.Name] = stage;

    /// <summary>A stage that jobs did has ended.</summary>
    /// <param name="name">Which.</param>
    /// <param name="outcome">How its plan ended.</param>
    /// <param name="isWhole">Whether that plan was all there was to do.</param>
    public void StageEnded(string name, StageOutcome outcome, bool isWhole)
    {
        _reporter.Ended(outcome);
        if (outcome.ExitCode == ExitCode.Done && isWhole)
            Stages.Chosen("--stage", [name])[0].Ended(this, outcome);
        StageUpkeep.End(outcome.Plan, Ledger.Open(outcome.Plan.Stage.Paths.Ledger), KeptPlans());
    }

    /// <summary>What jobs are to do.</summary>
    public SlurmGraph Slurm => field ??= new SlurmGraph(this);

    /// <summary>Whether shards of this process are at work, which a signal leaves their time to end.</summary>
    public bool HasShards { get; private set; }

    /// <summary>The workspace as an option, for commands that are shown; empty for the repository.</summary>
    public string WorkspaceOption =>
        Options.Workspace is null ? "" : $" --workspace {SbatchScript.Shell(Workspace)}";

    /// <summary>The runs that were submitted from this workspace, the newest first.</summary>
    public IReadOnlyList<SlurmRun> SlurmRuns() =>
        Engine.Slurm.SlurmRuns.All(
            Workspace,
            problem => Tell(new SlurmText(Options.Json).Problem(problem))
        );

    /// <summary>Looks at the queue.</summary>
    /// <exception cref="UserError">Slurm does not answer, and this run depends on it.</exception>
    public async Task<SlurmLook> SlurmLookAsync(IReadOnlyList<SlurmRun> runs)
    {
        try
        {
            return await new SlurmQueue(new SlurmTools()).LookAsync(
                runs,
                Engine.Slurm.SlurmRuns.LostNames(Workspace)
            );
        }
        catch (UserError e) when (Options.DryRun)
        {
            // Without Slurm's commands scripts can still be looked at.
            return new SlurmLook(
                new Dictionary<string, IReadOnlyList<ElementState>>(),
                [],
                e.Message,
                []
            );
        }
    }

    /// <summary>Draws progress of jobs.</summary>
    public SlurmDisplay SlurmDisplay() =>
        new(Console.Out, Terminal.IsInteractive, Options.Json, Options.Quiet);

    /// <summary>Prints lines, whatever the verbosity but quiet.</summary>
    public void Tell(IEnumerable<string> lines)
    {
        if (!Options.Quiet)
            Print(lines);
    }

    private HashSet<string> KeptPlans() => SlurmPlans.Kept(Workspace);

    /// <summary>Plans a stage of a graph that is only looked at: what it would make counts as pending for later ones.</summary>
    public (Plan Plan, Ledger Ledger) PlanAhead(StageTask task)
    {
        try
        {
            var planned = Runner(Planning with { Only = null }).Plan(task.Declare(this));
            Remember(planned.Plan);
            return planned;
        }
        catch (UserError)
        {
            _graph.Refuse(this);
            throw;
        }
    }

    /// <summary>Whether --only leaves a stage anything to do.</summary>
    /// <exception cref="UserError">It matches no unit of the targets.</exception>
    public bool IsChosen(StageTask task) => _only.Has(task, this);

    /// <summary>Stages and what they need, by name, as they would be planned now.</summary>
    public IReadOnlyDictionary<string, Plan> PlansAhead(IReadOnlyList<StageTask> tasks)
    {
        var needed = tasks.SelectMany(Stages.Before).Concat(tasks.Select(t => t.Name)).ToHashSet();
        var plans = Stages
            .All.Where(task => needed.Contains(task.Name) && task.IsWanted(this))
            .ToDictionary(task => task.Name, task => PlanAhead(task).Plan);
        _pending.Clear();
        return plans;
    }

    /// <summary>How far another stage is, whatever this run was asked to redo.</summary>
    public (Plan Plan, Ledger Ledger) PlanUpstream(StageTask task) =>
        _graph.Sketch(task, this)
        ?? Runner(Planning with { Force = false, Only = null }).Plan(StageOf(task));

    /// <summary>A stage as this run found it, or as it is declared now.</summary>
    public Stage StageOf(StageTask task) =>
        _declared.GetValueOrDefault(task.Name) ?? task.Declare(this);

    /// <summary>Whether an earlier stage would make this file, in a run that only looks.</summary>
    public bool IsPending(string path) => _pending.ContainsKey(path) || _graph.IsMade(path);

    /// <summary>Tells the user something.</summary>
    public void Note(IEnumerable<string> notes)
    {
        if (Options.Quiet)
            return;
        Print(
            notes.Select(note =>
                Options.Json
                    ? JsonReporter.Line("note", "", j => j.WriteString("text", note))
                    : note
            )
        );
    }

    /// <summary>Prints lines, each on one line whatever names are in it.</summary>
    /// <returns>How many.</returns>
    public static int Print(IEnumerable<string> lines)
    {
        var count = 0;
        foreach (var line in lines)
        {
            count++;
            Console.WriteLine(ShownText.Line(line));
        }
        return count;
    }

    /// <summary>Content hashes, shared by everything in this invocation.</summary>
    public HashCache Hashes => _hashes;

    private PlanOptions Planning =>
        new()
        {
            Check = Options.Check,
            Force = Options.Force,
            Only = Options.Only,
            Pending = _pending,
        };

    private StageRunner Runner(PlanOptions planning) =>
        new(
            new LocalExecutor(HostCommand.ForThisHost()) { Gpus = Settings.Run.Gpus },
            _hashes,
            new RunOptions
            {
                Shards = Shards,
                DryRun = Options.DryRun,
                Preflight = () =>
                {
                    _graph.Refuse(this);
                    HasShards = true;
                },
                KeptPlans = KeptPlans,
                Planning = planning,
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
