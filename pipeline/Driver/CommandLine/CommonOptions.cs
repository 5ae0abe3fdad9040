using Sluice.Engine.Features;

namespace Sluice.Driver.CommandLine;

/// <summary>The options of every host: what stages, executors and looking have in common.</summary>
internal static class CommonOptions
{
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
    ];
}
