using Sluice.Engine.Graph;

namespace Sluice.Workers.Augmentation.Manifests;

/// <summary>What stage MergeManifests hands to its worker.</summary>
internal static class ManifestRecipe
{
    /// <summary>A digest of the datasets that are merged.</summary>
    public static readonly Field<string> Datasets = Field.Text("datasets");

    /// <summary>The plan of Augment that is proven complete, absolute.</summary>
    public static readonly Field<string> Plan = Field.Text("plan");

    /// <summary>Whether the shards' own manifests stay.</summary>
    public static readonly Field<bool> KeepShards = Field.Flag("keep_shards");
}
