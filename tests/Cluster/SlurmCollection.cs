namespace Sluice.Tests.Cluster;

/// <summary>Tests that share one Slurm, one after the other.</summary>
[CollectionDefinition("slurm")]
public sealed class SlurmCollection : ICollectionFixture<SlurmCluster>;
