using System.Collections.ObjectModel;
using System.Globalization;

namespace Sluice.Slurm.Submit;

/// <summary>What a cluster takes of one user. Pure.</summary>
/// <param name="MaxArraySize">Elements of an array are numbered below this.</param>
/// <param name="MaxJobs">Elements that may be queued or running at once, of all the user's jobs.</param>
/// <param name="MaxJobsFrom">Which limit that is.</param>
internal sealed record ClusterLimits(int MaxArraySize, int MaxJobs, string MaxJobsFrom)
{
    /// <summary>Narrower ones, of accounts, qualities of service and partitions.</summary>
    public IReadOnlyList<SubmitLimit> Submits { get; init; } = [];

    /// <summary>Why no element of a stage would ever start, by the stage's name.</summary>
    public IReadOnlyDictionary<string, string> Never { get; init; } =
        ReadOnlyDictionary<string, string>.Empty;

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

    /// <summary>The cluster's name in <c>scontrol show config</c>, by which an accounting database that several share knows it; null when it is not there.</summary>
    public static string? NameOf(string config) =>
        config
            .Split('\n')
            .Select(line => line.Split('=', 2))
            .FirstOrDefault(pair => pair.Length == 2 && pair[0].Trim() == "ClusterName")
            ?[1].Trim();

    /// <summary>Whether <c>scontrol show config</c> names an accounting database, so that sacctmgr can be asked.</summary>
    public static bool HasAccounting(string config) =>
        config
            .Split('\n')
            .Any(l =>
                l.StartsWith("AccountingStorageType", StringComparison.Ordinal)
                && l.Contains("slurmdbd")
            );

    /// <summary>Whether <c>scontrol show config</c> says that the limits of accounts and qualities of service are kept to.</summary>
    public static bool KeepsLimits(string config) =>
        config
            .Split('\n')
            .Select(line => line.Split('=', 2))
            .Any(pair =>
                pair.Length == 2
                && pair[0].Trim() == "AccountingStorageEnforce"
                && pair[1].Split(',').Any(what => what.Trim() is "limits" or "safe" or "all")
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
}
