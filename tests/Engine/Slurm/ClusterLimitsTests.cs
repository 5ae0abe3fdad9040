using Sluice.Engine.Slurm;

namespace Sluice.Tests.Engine.Slurm;

/// <summary>How much a cluster takes of one user, from what its commands print.</summary>
public sealed class ClusterLimitsTests
{
    // Of Slurm 22.05, shortened.
    private const string Config = """
        Configuration data as of 2026-11-25T22:29:31
        AccountingStorageBackupHost = (null)
        AccountingStorageEnforce = none
        AccountingStorageTRES   = cpu,mem,energy,node,billing,fs/disk,vmem,pages
        AccountingStorageType   = accounting_storage/none
        MaxArraySize            = 501
        MaxDBDMsgs              = 20024
        MaxJobCount             = 9000
        MaxJobId                = 67043328
        MaxMemPerNode           = UNLIMITED
        SchedulerParameters     = bf_interval=1,MaxJobCount=3
        Slurmctld(primary) at head is UP
        """;

    private static readonly ClusterLimits s_cluster = new(1001, 10_000, "MaxJobCount");

    [Fact]
    public void The_clusters_own_limits_are_read_from_its_configuration() =>
        Assert.Equal(new ClusterLimits(501, 9000, "MaxJobCount"), ClusterLimits.Parse(Config));

    [Theory]
    [InlineData("")]
    [InlineData("MaxArraySize = many\nMaxJobCount\nMaxJobCountX = 3")]
    public void Where_nothing_can_be_read_Slurms_defaults_hold(string config) =>
        Assert.Equal(s_cluster, ClusterLimits.Parse(config));

    [Theory]
    [InlineData("accounting_storage/slurmdbd", true)]
    [InlineData("accounting_storage/none", false)]
    public void Whether_there_is_an_accounting_database_is_read(string type, bool hasOne) =>
        Assert.Equal(
            hasOne,
            ClusterLimits.HasAccounting(Config.Replace("accounting_storage/none", type))
        );

    [Theory]
    // The association bounds; blank is no bound.
    [InlineData("lab|200|normal\n", "normal|\n", null, null, 200, "MaxSubmitJobs of account lab")]
    [InlineData("lab||normal\n", "normal|\n", null, null, 10_000, "MaxJobCount")]
    // The smallest counts, whichever it is.
    [InlineData("lab|200|q\n", "q|50\n", null, null, 50, "MaxSubmitJobsPerUser of qos q")]
    [InlineData("lab|40|q\n", "q|50\n", null, null, 40, "MaxSubmitJobs of account lab")]
    [InlineData("lab|20000|q\n", "q|\n", null, null, 10_000, "MaxJobCount")]
    // Other accounts and other qualities of service do not count.
    [InlineData("a|5|q\nb|70|r\n", "q|3\nr|\n", "b", null, 70, "MaxSubmitJobs of account b")]
    [InlineData("a||q\n", "q|3\nhigh|9\n", null, "high", 9, "MaxSubmitJobsPerUser of qos high")]
    [InlineData("a||\n", "normal|8\nq|3\n", null, null, 8, "MaxSubmitJobsPerUser of qos normal")]
    [InlineData("", "", null, null, 10_000, "MaxJobCount")]
    public void A_users_limits_lower_them_and_the_lowest_is_named(
        string assoc,
        string qos,
        string? account,
        string? named,
        int most,
        string from
    ) =>
        Assert.Equal(new ClusterLimits(1001, most, from), s_cluster.Of(assoc, qos, account, named));
}
