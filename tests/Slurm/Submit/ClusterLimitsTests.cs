using Sluice.Slurm.Submit;

namespace Sluice.Tests.Slurm.Submit;

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
    [InlineData("ClusterName             = one\n", "one")]
    [InlineData("Cluster = one\n", null)]
    public void The_clusters_name_is_read(string config, string? name) =>
        Assert.Equal(name, ClusterLimits.NameOf(config));
}
