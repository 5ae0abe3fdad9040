using System.Globalization;

namespace Sluice.Engine.Slurm;

/// <summary>What a cluster takes of one user. Pure.</summary>
/// <param name="MaxArraySize">Elements of an array are numbered below this.</param>
/// <param name="MaxJobs">Elements that may be queued or running at once, of all the user's jobs.</param>
/// <param name="MaxJobsFrom">Which limit that is.</param>
public sealed record ClusterLimits(int MaxArraySize, int MaxJobs, string MaxJobsFrom)
{
    /// <summary>Slurm's own defaults, where nothing can be read.</summary>
    public static ClusterLimits Defaults { get; } = new(1001, 10_000, "MaxJobCount");

    /// <summary>From <c>scontrol show config</c>.</summary>
    public static ClusterLimits Parse(string config)
    {
        int? Value(string name) =>
            config
                .Split('\n')
                .Select(line => line.Split('=', 2))
                .Where(pair => pair.Length == 2 && pair[0].Trim() == name)
                .Select(pair =>
                    int.TryParse(pair[1].Trim(), CultureInfo.InvariantCulture, out var value)
                        ? value
                        : (int?)null
                )
                .FirstOrDefault();
        return new(
            Value("MaxArraySize") ?? Defaults.MaxArraySize,
            Value("MaxJobCount") ?? Defaults.MaxJobs,
            "MaxJobCount"
        );
    }

    /// <summary>Whether <c>scontrol show config</c> names an accounting database, so that sacctmgr can be asked.</summary>
    public static bool HasAccounting(string config) =>
        config
            .Split('\n')
            .Any(l =>
                l.StartsWith("AccountingStorageType", StringComparison.Ordinal)
                && l.Contains("slurmdbd")
            );

    /// <summary>Whether <c>scontrol show config</c> says that users do not see each other's jobs.</summary>
    public static bool HidesOthersJobs(string config) =>
        config
            .Split('\n')
            .Select(line => line.Split('=', 2))
            .Any(pair =>
                pair.Length == 2
                && pair[0].Trim() == "PrivateData"
                && pair[1].Split(',').Any(what => what.Trim() is "jobs" or "all")
            );

    /// <summary>Lowered to what sacctmgr says of a user's associations and qualities of service.</summary>
    /// <param name="assoc">Lines of account, MaxSubmitJobs and default qos.</param>
    /// <param name="qos">Lines of name and MaxSubmitJobsPerUser.</param>
    /// <param name="account">Which account jobs name; null for any of the user's.</param>
    /// <param name="named">Which qos jobs name; null for the association's default.</param>
    public ClusterLimits Of(string assoc, string qos, string? account, string? named)
    {
        var limits = this;
        var defaults = new HashSet<string>(StringComparer.Ordinal) { "normal" };
        foreach (var line in assoc.Split('\n'))
            if (
                line.Split('|') is [var name, var most, var defaultQos, ..]
                && (account is null || name == account)
            )
            {
                limits = limits.Lowered(most, $"MaxSubmitJobs of account {name}");
                defaults.Add(defaultQos);
            }
        foreach (var line in qos.Split('\n'))
            if (
                line.Split('|') is [var name, var most, ..]
                && (named is null ? defaults.Contains(name) : name == named)
            )
                limits = limits.Lowered(most, $"MaxSubmitJobsPerUser of qos {name}");
        return limits;
    }

    private ClusterLimits Lowered(string number, string from) =>
        int.TryParse(number, CultureInfo.InvariantCulture, out var most) && most < MaxJobs
            ? this with
            {
                MaxJobs = most,
                MaxJobsFrom = from,
            }
            : this;
}
