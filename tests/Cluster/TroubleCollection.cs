namespace Sluice.Tests.Cluster;

/// <summary>Tests that share one.</summary>
[CollectionDefinition("slurm trouble")]
public sealed class TroubleCollection : ICollectionFixture<TroubleCluster>;
