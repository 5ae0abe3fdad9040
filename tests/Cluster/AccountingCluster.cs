namespace Sluice.Tests.Cluster;

/// <summary>The same with an accounting database, so that sacct and sacctmgr answer.</summary>
public sealed class AccountingCluster : SlurmCluster
{
    public AccountingCluster()
        : base("accounting", "--dbd") { }
}
