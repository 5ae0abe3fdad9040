using System.Text.RegularExpressions;

namespace Sluice.Engine.Jobs;

/// <summary>What is wrong with a job's settings before Slurm sees them. Pure.</summary>
public static partial class JobCheck
{
    // Of sbatch's --signal.
    private const int MostLead = 65_535;

    public static IEnumerable<(string Key, string Expected, string Found)> Of(JobSettings job)
    {
        (string, string?)[] words =
        [
            ("partition", job.Partition),
            ("account", job.Account),
            ("qos", job.Qos),
            ("gres", job.Gres),
            ("gpus", job.Gpus),
            ("nodelist", job.Nodelist),
            ("exclude", job.Exclude),
        ];
        foreach (var (key, value) in words)
            if (value is not null && !Word().IsMatch(value))
                yield return (key, "a name as sbatch takes it, without blanks", $"'{value}'");
        if (job.Constraint is { } constraint && !Constraint().IsMatch(constraint))
            yield return ("constraint", "features as sbatch takes them", $"'{constraint}'");
        if (job.Time is not null && SlurmTime.Parse(job.Time) is null)
            yield return (
                "time",
                "a time such as 90m, 12h, 01:30:00, 1-12:00:00 or UNLIMITED",
                $"'{job.Time}'"
            );
        if (job.Mem is not null && SlurmMemory.Parse(job.Mem) is null)
            yield return ("mem", "an amount such as 500M or 8G", $"'{job.Mem}'");
        (string, int?)[] counts =
        [
            ("cpus", job.Cpus),
            ("throttle", job.Throttle),
            ("tasks", job.Tasks),
            ("attempts", job.Attempts),
        ];
        foreach (var (key, value) in counts)
            if (value is < 1 or > 100_000)
                yield return (key, "a whole number from 1 on", $"'{value}'");
        if (job.Attempts > 10)
            yield return ("attempts", "at most 10", $"'{job.Attempts}'");
        (string, double?)[] factors =
        [
            ("escalate_mem", job.EscalateMem),
            ("escalate_time", job.EscalateTime),
        ];
        foreach (var (key, value) in factors)
            if (value is < 1 or > 100)
                yield return (key, "a factor from 1 to 100", $"'{value}'");
        if (job.Lead is { } lead && lead.TotalSeconds > MostLead)
            yield return ("lead", $"at most {MostLead}s", $"'{lead.TotalSeconds:0}s'");
        if (IsWarnedAtOnce(job))
            yield return (
                "lead",
                "less than the time limit",
                $"'{job.Lead!.Value.TotalSeconds:0}s'"
            );
        foreach (var line in job.Setup ?? [])
            if (line.Contains('\n') || line.Contains('\r') || line.Contains('\0'))
                yield return ("setup", "one line of bash an item", $"'{line}'");
        if (job.Launcher is [""] or ["", ..])
            yield return ("launcher", "a program and its arguments", "''");
        foreach (var option in job.Extra ?? [])
            if (ExtraOption.WhyNot(option) is { } why)
                yield return ("extra", why, $"'{option}'");
        if (ExtraOption.Contradiction(job) is { } two)
            yield return ("extra", $"no such option beside slurm.{two.Setting}", $"'{two.Option}'");
    }

    /// <summary>Whether the warning before the time limit would come before the first unit: nothing would ever be done.</summary>
    public static bool IsWarnedAtOnce(JobSettings job) =>
        job is { Lead: { } lead, Time: { } time }
        && SlurmTime.Parse(time) is { } limit
        && lead >= limit;

    [GeneratedRegex(@"^[A-Za-z0-9_.:,=+@\[\]*/-]+\z")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[A-Za-z0-9_.:,=+@\[\]*&|()!/-]+\z")]
    private static partial Regex Constraint();
}
