namespace Sluice.Tests.Cluster;

/// <summary>Tests that share one.</summary>
[CollectionDefinition("slurm accounting")]
public sealed class AccountingCollection : ICollectionFixture<AccountingCluster>;
