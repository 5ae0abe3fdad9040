namespace Sluice.Engine.Graph;

/// <summary>Where a shard's log lies: the name the old monitor looks for.</summary>
public static class ShardLog
{
    /// <summary>Absolute path.</summary>
    public static string PathOf(Stage stage, Shard shard) =>
        Path.Combine(stage.LogDirectory, $"shard_{shard.Index}_of_{shard.Count}.log");
}
