using System.Globalization;
using Sluice.Engine.Jobs;

namespace Sluice.Slurm.Submit;

/// <summary>
/// What accounts and qualities of service never give to a single element, though Slurm queues it and
/// says no more than that others use it up. In doubt nothing is said: a quality of service goes before
/// an account, and of two of them the larger counts. Pure.
/// </summary>
internal static class SizeLimits
{
    private const string Elsewhere = "name another account, qos or partition in the profile";

    /// <summary>Why no element of a stage would ever start; null when some may.</summary>
    public static string? WhyNever(AccountingAnswers said, JobSettings job)
    {
        var own = SubmitLimits.AccountsOf(
            SubmitLimits.Rows(said.Assoc),
            job.Account,
            said.DefaultAccount.Trim()
        );
        if (own is not [var row])
            return null;
        var usual = SubmitLimits.At(row, 2);
        var qos = job.Qos ?? (usual.Length > 0 ? usual : "normal");
        var partitions = SubmitLimits.QosOfPartitions(said.Partitions, job.Partition).ToHashSet();
        if (job.Partition?.Contains(',') == true && partitions.Count > 0)
            return null;
        List<Bound> qualities =
        [
            .. SubmitLimits
                .Rows(said.Qos)
                .Where(q => q[0] == qos || partitions.Contains(q[0]))
                .Select(q => new Bound(
                    $"qos {q[0]}",
                    [("GrpTRES", SubmitLimits.At(q, 4)), ("MaxTRESPerUser", SubmitLimits.At(q, 5))],
                    [("GrpJobs", SubmitLimits.At(q, 6)), ("MaxJobsPerUser", SubmitLimits.At(q, 7))]
                )),
        ];
        List<Bound> accounts =
        [
            new(
                $"yours in account {row[0]}",
                [("GrpTRES", SubmitLimits.At(row, 4))],
                [("GrpJobs", SubmitLimits.At(row, 5)), ("MaxJobs", SubmitLimits.At(row, 6))]
            ),
            .. SubmitLimits
                .AccountsAbove(said, row[0])
                .Select(a => new Bound(
                    $"account {a[0]}",
                    [("GrpTRES", SubmitLimits.At(a, 3))],
                    [("GrpJobs", SubmitLimits.At(a, 4))]
                )),
        ];
        return Asked(job)
            .Select(ask => Tell(ask, qualities, accounts))
            .FirstOrDefault(w => w is not null);
    }

    private static string? Tell(Ask ask, List<Bound> qualities, List<Bound> accounts)
    {
        // Each kind of limit by itself: a bound on all is not set aside by one on a user.
        foreach (
            var kinds in (string[][])
                [
                    ["GrpTRES"],
                    ["MaxTRESPerUser"],
                    ["GrpJobs"],
                    ["MaxJobsPerUser", "MaxJobs"],
                ]
        )
        {
            var ofQualities = Limits(qualities, kinds, ask.Name);
            var (limit, name) =
                ofQualities.Count > 0
                    ? ofQualities.MaxBy(l => l.Most)
                    : Limits(accounts, kinds, ask.Name)
                        .OrderBy(l => l.Most)
                        .FirstOrDefault((long.MaxValue, ""));
            if (ask.Amount > limit)
                return ask.Name == "jobs"
                    ? $"{name} lets no job run, so that its elements would wait for ever: {Elsewhere}"
                    : $"an element asks for {Shown(ask.Name, ask.Amount)}, and {name} never gives more than {Shown(ask.Name, limit)}, so that it would wait for ever: {(ask.Name == "node" ? "" : $"lower {ask.Setting}, or ")}{Elsewhere}";
        }
        return null;
    }

    private static List<(long Most, string Name)> Limits(
        List<Bound> bounds,
        string[] kinds,
        string what
    ) =>
        [
            .. bounds.SelectMany(b =>
                (what == "jobs" ? b.Jobs : b.Resources)
                    .Where(l => kinds.Contains(l.Kind))
                    .Select(l => (Most: Amount(l.Text, what), Name: $"{l.Kind} of {b.Name}"))
                    .Where(l => l.Most is >= 0)
                    .Select(l => (l.Most!.Value, l.Name))
            ),
        ];

    private static long? Amount(string text, string what)
    {
        var number =
            what == "jobs"
                ? text
                : text.Split(',')
                    .Select(item => item.Split('=', 2))
                    .FirstOrDefault(p => p.Length == 2 && p[0] == what)
                    ?[1];
        return number is null ? null
            : what == "mem" ? SlurmMemory.Parse(number)
            : long.TryParse(number, CultureInfo.InvariantCulture, out var value) ? value
            : null;
    }

    // At least: what the cluster rounds up is not known here.
    private static IEnumerable<Ask> Asked(JobSettings job)
    {
        yield return new("jobs", 1, "");
        yield return new("node", 1, "");
        yield return new(
            "cpu",
            (long)(job.Cpus ?? 1) * (job.Tasks ?? 1),
            "slurm.cpus or slurm.tasks"
        );
        if (job.Mem is not null && SlurmMemory.Parse(job.Mem) is { } memory)
            yield return new("mem", memory, "slurm.mem");
        if (job.Gpus is { } gpus && Last(gpus) is { } count)
            yield return new("gres/gpu", count, "slurm.gpus");
        else if (job.Gres is { } gres && !gres.Contains(',') && gres.Split(':')[0] == "gpu")
            yield return new("gres/gpu", Last(gres) ?? 1, "slurm.gres");
    }

    private static long? Last(string text) =>
        long.TryParse(text.Split(':')[^1], CultureInfo.InvariantCulture, out var count)
            ? count
            : null;

    private static string Shown(string what, long amount) =>
        what switch
        {
            "cpu" => amount == 1 ? "1 CPU" : $"{amount} CPUs",
            "mem" => amount % (1 << 20) == 0 ? $"{amount >> 20}G" : $"{amount >> 10}M",
            "gres/gpu" => amount == 1 ? "1 GPU" : $"{amount} GPUs",
            _ => amount == 1 ? "1 node" : $"{amount} nodes",
        };

    private sealed record Ask(string Name, long Amount, string Setting);

    private sealed record Bound(
        string Name,
        IReadOnlyList<(string Kind, string Text)> Resources,
        IReadOnlyList<(string Kind, string Text)> Jobs
    );
}
