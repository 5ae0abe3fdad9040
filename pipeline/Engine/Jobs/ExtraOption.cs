using System.Text.RegularExpressions;

namespace Sluice.Engine.Jobs;

/// <summary>
/// What stands in slurm.extra: options of sbatch that Sluice does not give itself. A second one would
/// break dependencies, adoption or resuming, or override a setting without a word. Pure.
/// </summary>
public static partial class ExtraOption
{
    private const string Form = "--name or --name=value, one option an item";

    // Sluice gives these itself; why there is no other, or what says the same.
    private static readonly Dictionary<string, string> s_own = new(StringComparer.Ordinal)
    {
        ["array"] = "--shards and slurm.throttle say how many elements there are",
        ["chdir"] = "jobs run in the workspace (--workspace)",
        ["clusters"] = "export SLURM_CLUSTERS, which squeue and scancel go by too",
        ["dependency"] = "stages follow each other by the graph",
        ["error"] = "logs are in logs/, and the rest in .sluice/slurm/",
        ["help"] = "nothing would be submitted",
        ["hold"] = "--dryrun shows the scripts without submitting them",
        ["input"] = "units read files",
        ["job-name"] = "jobs are found again by their unique names",
        ["jobid"] = "Slurm numbers jobs",
        ["no-requeue"] = "elements put themselves back into the queue",
        ["ntasks"] = "slurm.tasks says it",
        ["open-mode"] = "logs are appended to",
        ["output"] = "logs are in logs/, and the rest in .sluice/slurm/",
        ["parsable"] = "the job's id is read by Sluice",
        ["requeue"] = "elements put themselves back into the queue",
        ["signal"] = "slurm.lead says how long before the time limit",
        ["test-only"] = "--dryrun shows the scripts without submitting them",
        ["uid"] = "submit as that user, whose jobs only they cancel",
        ["usage"] = "nothing would be submitted",
        ["version"] = "nothing would be submitted",
        ["wait"] = "a run is followed unless --detach is given",
        // What --chdir was called before Slurm 17.11.
        ["workdir"] = "jobs run in the workspace (--workspace)",
        ["wrap"] = "a stage's `command:` says what runs",
    };

    // Those that sbatch gives what stands next where they have no value: the option of another line.
    private static readonly HashSet<string> s_valued = new(StringComparer.Ordinal)
    {
        "acctg-freq",
        "batch",
        "bb",
        "bbf",
        "begin",
        "cluster-constraint",
        "comment",
        "container",
        "core-spec",
        "cores-per-socket",
        "cpu-freq",
        "cpus-per-gpu",
        "deadline",
        "delay-boot",
        "distribution",
        "export",
        "export-file",
        "extra-node-info",
        "gid",
        "gpu-bind",
        "gpu-freq",
        "gpus-per-node",
        "gpus-per-socket",
        "gpus-per-task",
        "gres-flags",
        "hint",
        "kill-on-invalid-dep",
        "licenses",
        "mail-type",
        "mail-user",
        "mcs-label",
        "mem-bind",
        "mem-per-cpu",
        "mem-per-gpu",
        "network",
        "nodefile",
        "nodes",
        "ntasks-per-core",
        "ntasks-per-gpu",
        "ntasks-per-node",
        "ntasks-per-socket",
        "power",
        "prefer",
        "priority",
        "profile",
        "reservation",
        "sockets-per-node",
        "switches",
        "thread-spec",
        "threads-per-core",
        "time-min",
        "tmp",
        "wait-all-nodes",
        "wckey",
    };

    private static readonly Dictionary<string, string> s_settings = new(StringComparer.Ordinal)
    {
        ["partition"] = "partition",
        ["account"] = "account",
        ["qos"] = "qos",
        ["time"] = "time",
        ["mem"] = "mem",
        ["cpus-per-task"] = "cpus",
        ["gres"] = "gres",
        ["gpus"] = "gpus",
        ["constraint"] = "constraint",
        ["nodelist"] = "nodelist",
        ["exclude"] = "exclude",
    };

    // sbatch's one-letter options, by their long names.
    private static readonly Dictionary<char, string> s_short = new()
    {
        ['A'] = "account",
        ['B'] = "extra-node-info",
        ['C'] = "constraint",
        ['D'] = "chdir",
        ['F'] = "nodefile",
        ['G'] = "gpus",
        ['H'] = "hold",
        ['J'] = "job-name",
        ['L'] = "licenses",
        ['M'] = "clusters",
        ['N'] = "nodes",
        ['O'] = "overcommit",
        ['Q'] = "quiet",
        ['S'] = "core-spec",
        ['V'] = "version",
        ['W'] = "wait",
        ['a'] = "array",
        ['b'] = "begin",
        ['c'] = "cpus-per-task",
        ['d'] = "dependency",
        ['e'] = "error",
        ['h'] = "help",
        ['i'] = "input",
        ['k'] = "no-kill",
        ['m'] = "distribution",
        ['n'] = "ntasks",
        ['o'] = "output",
        ['p'] = "partition",
        ['q'] = "qos",
        ['s'] = "oversubscribe",
        ['t'] = "time",
        ['v'] = "verbose",
        ['w'] = "nodelist",
        ['x'] = "exclude",
    };

    /// <summary>What is expected instead; null for an option that may stand there.</summary>
    public static string? WhyNot(string option)
    {
        if (Long().Match(option) is { Success: true } match)
        {
            var (name, value) = (match.Groups[1].Value, match.Groups[2].Value);
            return OfSluice(name)
                ?? (
                    name == "export" && value.Length > 0 ? CutValue(value)
                    : value.Length == 0 && s_valued.Contains(name) ? $"a value: --{name}=value"
                    : null
                );
        }
        if (TwoWords().Match(option) is { Success: true } words)
        {
            var (name, value) = (words.Groups[1].Value, words.Groups[2].Value);
            return OfSluice(name)
                ?? (name == "export" ? CutValue(value) : null)
                ?? $"{Form}: --{name}={value}";
        }
        return
            Short().Match(option) is { Success: true } letter
            && s_short.TryGetValue(letter.Groups[1].Value[0], out var whole)
            ? OfSluice(whole) ?? $"{Form}: --{whole}"
            : Form;
    }

    /// <summary>Whether two options of one job exclude each other: sbatch would refuse it.</summary>
    public static (string Option, string Setting)? Contradiction(JobSettings job)
    {
        if (job.Mem is not null)
            foreach (var option in job.Extra ?? [])
                if (Long().Match(option).Groups[1].Value is "mem-per-cpu" or "mem-per-gpu")
                    return (option, "mem");
        return null;
    }

    // sbatch takes a name's beginning for the name.
    private static string? OfSluice(string given)
    {
        bool IsBegun(string name) => name.StartsWith(given, StringComparison.Ordinal);
        // A whole name before what it may be the beginning of.
        string? Named(Dictionary<string, string> names) =>
            names.ContainsKey(given) ? given : names.Keys.FirstOrDefault(IsBegun);
        return Named(s_own) is { } own ? $"no --{own}, which Sluice gives itself: {s_own[own]}"
            : Named(s_settings) is { } name ? $"--{name} given by slurm.{s_settings[name]}"
            : null;
    }

    // "ALL,SPLITS=a,b": sbatch ends a value at the comma, and takes b for a variable's name. It has no
    // quotes either: they would be part of the value.
    private static string? CutValue(string text)
    {
        var items = text.TrimStart('=').Split(',');
        for (var i = 1; i < items.Length; i++)
            if (
                items[i - 1].Contains('=')
                && !items[i].Contains('=')
                && items[i] is not ("ALL" or "NONE" or "NIL")
            )
            {
                var from = Array.FindLastIndex(items, i - 1, item => item.Contains('='));
                var value = string.Join(
                    ',',
                    items[from..].TakeWhile((item, at) => at == 0 || !item.Contains('='))
                );
                return $"values without commas, at which sbatch cuts them, and names without a value first: a line `export {value}` in slurm.setup, or export it before ./build.sh, since jobs get the environment as it is";
            }
        return null;
    }

    [GeneratedRegex(@"^--([a-z][a-z0-9-]*)(=[^\n\r\0]*)?\z")]
    private static partial Regex Long();

    [GeneratedRegex(@"^--([a-z][a-z0-9-]*)[ \t]+(\S[^\n\r\0]*)\z")]
    private static partial Regex TwoWords();

    [GeneratedRegex(@"^-([A-Za-z])(?:[ =]?[^\n\r\0]*)?\z")]
    private static partial Regex Short();
}
