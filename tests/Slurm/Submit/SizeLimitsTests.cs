using Sluice.Engine.Jobs;
using Sluice.Slurm.Submit;

namespace Sluice.Tests.Slurm.Submit;

/// <summary>What Slurm would queue and never start is told before, where it is certain.</summary>
public sealed class SizeLimitsTests
{
    private static readonly JobSettings s_job = new()
    {
        Cpus = 2,
        Tasks = 3,
        Mem = "8G",
        Gres = "gpu:a100:2",
    };

    [Theory]
    [InlineData(
        "cpu=4",
        "",
        "",
        "",
        "an element asks for 6 CPUs, and GrpTRES of qos normal never gives more than 4 CPUs"
    )]
    [InlineData("", "cpu=4,node=2", "", "", "6 CPUs, and MaxTRESPerUser of qos normal never")]
    [InlineData(
        "",
        "mem=500M",
        "",
        "",
        "8G, and MaxTRESPerUser of qos normal never gives more than 500M"
    )]
    [InlineData(
        "gres/gpu=1",
        "",
        "",
        "",
        "2 GPUs, and GrpTRES of qos normal never gives more than 1 GPU"
    )]
    [InlineData(
        "node=0",
        "",
        "",
        "",
        "1 node, and GrpTRES of qos normal never gives more than 0 nodes"
    )]
    [InlineData("", "", "0", "", "GrpJobs of qos normal lets no job run")]
    [InlineData("", "", "", "0", "MaxJobsPerUser of qos normal lets no job run")]
    public void A_quality_of_service_that_is_too_small_is_told_with_the_remedy(
        string all,
        string user,
        string jobs,
        string userJobs,
        string expected
    )
    {
        var why = Why("lab||\n", $"normal||||{all}|{user}|{jobs}|{userJobs}\n");

        Assert.Contains(expected, why);
        Assert.EndsWith("name another account, qos or partition in the profile", why);
    }

    [Theory]
    [InlineData("lab||||cpu=4||\n", "", "GrpTRES of yours in account lab")]
    [InlineData("lab||||||0\n", "", "MaxJobs of yours in account lab lets no job run")]
    [InlineData(
        "lab||\n",
        "root||\ndept|root||cpu=5|\nlab|dept||cpu=9|\n",
        "GrpTRES of account dept never gives more than 5 CPUs"
    )]
    public void So_is_an_account_and_any_above_it(string assoc, string accounts, string expected) =>
        Assert.Contains(expected, Why(assoc, "normal|||\n", accounts));

    [Theory]
    [InlineData("lab||\n", "normal||||cpu=6,mem=8G,gres/gpu=2,node=1||1|1\n")]
    [InlineData("lab||\n", "other||||cpu=1|||\n")]
    [InlineData("lab||\n", "normal||||cpu=|||\n")]
    // The quality of service goes before the account.
    [InlineData("lab||||cpu=4||\n", "normal||||cpu=64|||\n")]
    // Which account it will be is not known.
    [InlineData("lab||||cpu=4||\nother||\n", "normal|||\n")]
    [InlineData("", "")]
    public void What_may_start_is_let_through(string assoc, string qos) =>
        Assert.Null(Why(assoc, qos));

    [Theory]
    [InlineData("AccountingStorageEnforce = associations,limits,qos", true)]
    [InlineData("AccountingStorageEnforce = safe", true)]
    [InlineData("AccountingStorageEnforce = none", false)]
    [InlineData("AccountingStorageEnforce = associations", false)]
    public void Where_the_cluster_keeps_to_limits_at_all(string config, bool keeps) =>
        Assert.Equal(keeps, ClusterLimits.KeepsLimits(config));

    private static string? Why(string assoc, string qos, string accounts = "") =>
        SizeLimits.WhyNever(new AccountingAnswers(assoc, qos, accounts), s_job);
}
