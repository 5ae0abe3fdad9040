using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Engine.Jobs;

namespace Sluice.Slurm.Submit;

/// <summary>
/// How many jobs a cluster's accounts, qualities of service and partitions let a user have at once. All
/// that could apply are kept to; Slurm itself may let a quality of service override an account. Pure.
/// </summary>
internal static partial class SubmitLimits
{
    private const string Group = "GrpSubmitJobs";

    /// <summary>Those that bind jobs, in no order.</summary>
    /// <param name="said">What the cluster says.</param>
    /// <param name="jobs">What the jobs of each stage ask for, by the stage's name.</param>
    public static IReadOnlyList<SubmitLimit> Of(
        AccountingAnswers said,
        IEnumerable<(string Stage, JobSettings Job)> jobs
    )
    {
        var limits = new Dictionary<string, (long Most, HashSet<string> Stages)>(
            StringComparer.Ordinal
        );
        var rows = Rows(said.Assoc);
        var qualities = Rows(said.Qos);
        foreach (var (stage, job) in jobs)
        {
            void Add(string name, string number)
            {
                if (!long.TryParse(number, CultureInfo.InvariantCulture, out var most) || most < 0)
                    return;
                var (known, stages) = limits.GetValueOrDefault(name, (most, []));
                stages.Add(stage);
                limits[name] = (Math.Min(known, most), stages);
            }
            var own = AccountsOf(rows, job.Account, said.DefaultAccount.Trim());
            var named = job.Qos is { } given ? [given] : new HashSet<string> { "normal" };
            foreach (var row in own)
            {
                Add($"MaxSubmitJobs of account {row[0]}", At(row, 1));
                if (job.Qos is null && At(row, 2) is { Length: > 0 } usual)
                    named.Add(usual);
                Add($"{Group} of yours in account {row[0]}", At(row, 3));
                foreach (var account in AccountsAbove(said, row[0]))
                    Add($"{Group} of account {account[0]}", At(account, 2));
            }
            named.UnionWith(QosOfPartitions(said.Partitions, job.Partition));
            foreach (var row in qualities.Where(row => named.Contains(row[0])))
            {
                Add($"MaxSubmitJobsPerUser of qos {row[0]}", At(row, 1));
                Add($"{Group} of qos {row[0]}", At(row, 2));
                Add($"MaxSubmitJobsPerAccount of qos {row[0]}", At(row, 3));
            }
        }
        return [.. limits.Select(l => new SubmitLimit(l.Key, l.Value.Most, l.Value.Stages))];
    }

    /// <summary>With how much of those that bind several users is used up, as <c>scontrol -o show assoc_mgr</c> says.</summary>
    public static IReadOnlyList<SubmitLimit> WithUsage(
        IReadOnlyList<SubmitLimit> limits,
        string assocMgr
    )
    {
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Match match in Usage().Matches(assocMgr))
            if (int.TryParse(match.Groups[3].Value, CultureInfo.InvariantCulture, out var count))
                used[
                    match.Groups[1].Success
                        ? $"{Group} of account {match.Groups[1].Value}"
                        : $"{Group} of qos {match.Groups[2].Value}"
                ] = count;
        return
        [
            .. limits.Select(limit =>
                used.TryGetValue(limit.Name, out var count) ? limit with { Used = count } : limit
            ),
        ];
    }

    /// <summary>Whether a limit binds several users together.</summary>
    public static bool IsShared(SubmitLimit limit) =>
        limit.Name.StartsWith($"{Group} of account ", StringComparison.Ordinal)
        || limit.Name.StartsWith($"{Group} of qos ", StringComparison.Ordinal);

    // Without a name Slurm takes the user's default; where that is not known, any may be it.
    internal static List<string[]> AccountsOf(List<string[]> rows, string? named, string usual)
    {
        var account = named ?? (rows.Exists(row => row[0] == usual) ? usual : null);
        return [.. rows.Where(row => account is null || row[0] == account)];
    }

    /// <summary>The rows of an account and of those above it, upwards.</summary>
    internal static IEnumerable<string[]> AccountsAbove(AccountingAnswers said, string account)
    {
        var above = Rows(said.Accounts)
            .GroupBy(row => row[0], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (seen.Add(account) && above.TryGetValue(account, out var row))
        {
            yield return row;
            account = At(row, 1);
        }
    }

    internal static IEnumerable<string> QosOfPartitions(string partitions, string? named)
    {
        var wanted = named?.Split(',').ToHashSet(StringComparer.Ordinal);
        return Partition()
            .Matches(partitions)
            .Where(match =>
                wanted?.Contains(match.Groups[1].Value) ?? match.Groups[2].Value == "YES"
            )
            .Select(match => match.Groups[3].Value)
            .Where(qos => qos != "N/A");
    }

    internal static List<string[]> Rows(string text) =>
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split('|'))
                .Where(row => row[0].Length > 0),
        ];

    internal static string At(string[] row, int index) => index < row.Length ? row[index] : "";

    [GeneratedRegex(
        @"^(?:ClusterName=\S+ Account=(\S+) UserName= |QOS=([^\s(]+)\().*?\bGrpSubmitJobs=\w+\((\d+)\)",
        RegexOptions.Multiline
    )]
    private static partial Regex Usage();

    [GeneratedRegex(
        @"^PartitionName=(\S+) .*?\bDefault=(YES|NO) QoS=(\S+)",
        RegexOptions.Multiline
    )]
    private static partial Regex Partition();
}
