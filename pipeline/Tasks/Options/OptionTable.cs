namespace Sluice.Tasks.Options;

/// <summary>Every option there is; the parser, the help and the suggestions read this one list.</summary>
public static class OptionTable
{
    // Those that run the stage, and those that look at it or operate on it.
    private static readonly string[] BenchmarkTargets =
    [
        "MergeBenchmark",
        "Merge",
        "Default",
        "Status",
        "Explain",
        "Fsck",
        "Clean",
    ];

    /// <summary>In the order of the help.</summary>
    public static IReadOnlyList<OptionSpec> All { get; } =
    [
        new("--target", "T", "the task to run; may be given more than once (default: Merge)", "-t"),
        new(
            "--config",
            "FILE",
            "a configuration file whose sections replace configs/SECTION.yaml; repeatable"
        ),
        new("--set", "PATH=VALUE", "one setting, e.g. --set augment.seed=7; repeatable"),
        new("--shards", "N", "processes a stage is cut into (default: one a core)", "--num-shards")
        {
            Setting = "run.shards",
        },
        new("--executor", "local|slurm", "where shards run: here, or as job arrays of a cluster")
        {
            Setting = "run.executor",
        },
        new(
            "--schedule",
            "steal|static",
            "whether a shard that has done its slice helps the others (default: steal)"
        )
        {
            Setting = "run.schedule",
        },
        new(
            "--profile",
            "P",
            "settings laid over the configuration: configs/profiles/P.yaml, or a file"
        ),
        new(
            "--workspace",
            "DIR",
            "where relative paths lie and outputs go (default: the repository)"
        ),
        new("--check", "fingerprint|exists", "how it is decided what is up to date")
        {
            NotWith = ["Fsck"],
        },
        new(
            "--only",
            "GLOB",
            "only units whose key matches (with Test, Bench and Mutate: only those names)"
        )
        {
            NotWith = ["Clean", "Status", "Explain", "Fsck", "Adopt", "Attach", "Cancel"],
        },
        new("--force", null, "redo what is up to date as well") { NotWith = ["Fsck"] },
        new("--fail-fast", null, "stop at the first failure instead of going on")
        {
            Setting = "run.fail_fast",
        },
        new(
            "--dryrun",
            null,
            "print what would run and why; change nothing",
            "--dry-run",
            "--noop",
            "--whatif"
        ),
        new("--detach", null, "with --executor slurm: submit, and do not follow"),
        new("--json", null, "one JSON object a line instead of text"),
        new("--unit", "KEY", "with Explain: only this unit") { OnlyWith = ["Explain"] },
        new(
            "--stage",
            "NAME",
            "with Cancel, Clean, Status, Explain and Fsck: only this; repeatable"
        )
        {
            OnlyWith = ["Cancel", "Clean", "Status", "Explain", "Fsck"],
        },
        new(
            "--branch",
            "NAME",
            "with Cancel: this stage, what only it needs, and what follows it; repeatable"
        )
        {
            OnlyWith = ["Cancel"],
        },
        new("--verify", null, "with Fsck: read every output, whatever its times say")
        {
            OnlyWith = ["Fsck"],
        },
        new(
            "--accept-drift",
            null,
            "with Evaluate: go on with a run id although its settings have changed"
        )
        {
            OnlyWith = ["Evaluate", "EvaluateReport"],
        },
        new("--yes", null, "with Clean: do not ask", "-y") { OnlyWith = ["Clean"] },
        new("--quick", null, "with Test: without what needs a cluster, a network or its own build")
        {
            OnlyWith = ["Test"],
        },
        // build.sh has acted on it before the host is started.
        new(
            "--self-contained",
            null,
            "run by a host that brings .NET along, for machines without; build.sh makes it"
        ),
        new("--exclusive", null, "run the target without what it depends on", "-e"),
        new(
            "--verbosity",
            "LEVEL",
            "quiet, minimal (the default), normal (with Cake's banners), verbose or diagnostic",
            "-v"
        ),
        new("--tree", null, "show the task graph", "--showtree"),
        new(
            "--description",
            null,
            "list the targets with their descriptions",
            "--descriptions",
            "--showdescription"
        ),
        new("--version", null, "print the versions of Sluice and Cake", "--ver"),
        new("--info", null, "print details about Cake"),
        new("--help", null, "print this", "-h"),
        new("--keep-shards", null, "keep the shards' manifests after the merge")
        {
            Setting = "augment.merge.keep_shards",
        },
        new("--output-root", "DIR", "where Augment writes")
        {
            Setting = "augment.output_root",
            IsPath = true,
        },
        new("--output-name", "FILE", "name of the merged manifest")
        {
            Setting = "augment.merge.output_name",
        },
        new("--confirm-powerset", null, "really run every combination of the methods")
        {
            Setting = "augment.combos.confirm_powerset",
        },
        new("--combo-mode", "MODE", "singletons, bounded_k or all")
        {
            Setting = "augment.combos.mode",
        },
        new("--max-combo-size", "K", "with bounded_k: most methods in a combo")
        {
            Setting = "augment.combos.max_size",
        },
        new("--input", "FILE", "your own CSV of texts")
        {
            Setting = "augment.input",
            IsPath = true,
        },
        new("--text-col", "NAME", "the input's text column") { Setting = "augment.text_column" },
        new("--evidence-col", "NAME", "the input's evidence column")
        {
            Setting = "augment.evidence_column",
        },
        new("--num-proc", "N", "rows done at once within a combo") { Setting = "augment.num_proc" },
        new("--seed", "N", "seed of the augmentation") { Setting = "augment.seed" },
        new("--inputs", "RUN…", "with MergeBenchmark: run directories or benchmark files, in order")
        {
            Setting = "benchmark.inputs",
            IsPath = true,
            IsList = true,
            OnlyWith = BenchmarkTargets,
        },
        new("--output", "FILE", "with MergeBenchmark: the merged benchmark file")
        {
            Setting = "benchmark.output",
            IsPath = true,
            IsText = true,
            OnlyWith = BenchmarkTargets,
        },
        new(
            "--skip-bad-samples",
            null,
            "with MergeBenchmark: drop and count what is no sample, instead of refusing",
            "--skip_bad_samples"
        )
        {
            Setting = "benchmark.skip_bad_samples",
            OnlyWith = BenchmarkTargets,
        },
        new("--merge-name", "NAME", "with MergeBenchmark: the merged run's name", "--merge_name")
        {
            Setting = "benchmark.merge_name",
            IsText = true,
            OnlyWith = BenchmarkTargets,
        },
    ];

    /// <summary>The option of a name or alias, or null.</summary>
    public static OptionSpec? Find(string name) =>
        All.FirstOrDefault(o => o.Name == name || o.Aliases.Contains(name));
}
