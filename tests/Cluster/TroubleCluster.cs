namespace Sluice.Tests.Cluster;

/// <summary>One more, on which nodes and the controller fail: nobody else's jobs are hurt by it.</summary>
public sealed class TroubleCluster : SlurmCluster
{
    public TroubleCluster()
        : base("trouble") { }
}
