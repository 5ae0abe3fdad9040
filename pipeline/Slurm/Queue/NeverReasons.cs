namespace Sluice.Slurm.Queue;

/// <summary>
/// The reasons of squeue for which waiting does not help, with what does. From the JOB REASON CODES of
/// squeue(1). Pure.
/// </summary>
internal static class NeverReasons
{
    /// <summary>For jobs that somebody or something holds.</summary>
    public const string Held = "it is held: scontrol release it, or cancel it";

    private static readonly Dictionary<string, string> s_remedies = new(StringComparer.Ordinal)
    {
        ["AccountNotAllowed"] = "the account may not use this partition: change slurm.account",
        ["BadConstraints"] =
            "no node can give what it asks for: change what it asks for in the profile",
        ["DependencyNeverSatisfied"] = "what it waits for can never end as it must: cancel it",
        ["InvalidAccount"] = "the account is not valid: change slurm.account",
        ["InvalidQOS"] = "the qos is not valid: change slurm.qos",
        ["JobHeldAdmin"] = "an administrator holds it: ask them",
        ["JobHeldUser"] = Held,
        ["JobHoldMaxRequeue"] = Held,
        ["NodeDown"] = "the node it asks for is down: change slurm.nodelist",
        ["PartitionConfig"] = "the partition cannot give what it asks for: change the profile",
        ["PartitionDown"] = "the partition is down: name another in slurm.partition",
        ["PartitionInactive"] = "the partition is inactive: name another in slurm.partition",
        ["PartitionNodeLimit"] =
            "it asks for more nodes or memory than the partition has: change the profile",
        ["PartitionTimeLimit"] =
            "it asks for more time than the partition allows: lower slurm.time",
        ["QOSNotAllowed"] = "the qos may not be used here: change slurm.qos",
        ["ReservationDeleted"] = "its reservation is gone: change --reservation in slurm.extra",
    };

    /// <summary>What to do about a reason; null when waiting may help.</summary>
    public static string? Of(string reason) =>
        s_remedies.TryGetValue(reason, out var remedy) ? remedy
        // QOSMaxMemoryPerJob, AssocMaxWallDurationPerJobLimit and their like: there are dozens.
        : reason.Contains("PerJob", StringComparison.Ordinal)
        || reason.Contains("PerNode", StringComparison.Ordinal)
        || reason == "MaxMemPerLimit"
            ? "it asks for more than your account or qos allows: change the profile"
        : reason.StartsWith("QOSMin", StringComparison.Ordinal)
            ? "it asks for less than the qos wants: change the profile"
        : OfWords(reason.Replace('_', ' '));

    // Sentences: squeue prints them with blanks, scontrol without.
    private static string? OfWords(string reason) =>
        reason is "launch failed requeued held" or "job requeued in held state" ? Held
        : reason.StartsWith("Job's account not permitted", StringComparison.Ordinal)
            ? s_remedies["AccountNotAllowed"]
        : reason.StartsWith("Job's QOS not permitted", StringComparison.Ordinal)
            ? "the qos may not use this partition: change slurm.qos or slurm.partition"
        : null;
}
