namespace Sluice.Slurm.Submit;

/// <summary>What a cluster with accounting says of a user's limits: lines with fields between bars.</summary>
/// <param name="Assoc">The user's associations: account, MaxSubmitJobs, default qos, GrpSubmitJobs, GrpTRES, GrpJobs, MaxJobs.</param>
/// <param name="Qos">Qualities of service: name, MaxSubmitJobsPerUser, GrpSubmitJobs, MaxSubmitJobsPerAccount, GrpTRES, MaxTRESPerUser, GrpJobs, MaxJobsPerUser.</param>
/// <param name="Accounts">All accounts: name, the account above, GrpSubmitJobs, GrpTRES, GrpJobs.</param>
/// <param name="DefaultAccount">The user's.</param>
/// <param name="Partitions">As <c>scontrol -o show partition</c>.</param>
internal sealed record AccountingAnswers(
    string Assoc,
    string Qos,
    string Accounts = "",
    string DefaultAccount = "",
    string Partitions = ""
);
