namespace Sluice.Workers.Augmentation.Manifests;

/// <summary>How a combo stands, as written in a manifest in lower case.</summary>
internal enum ManifestStatus
{
    /// <summary>Its dataset is complete.</summary>
    Ok,

    /// <summary>Its dataset is complete and has no rows: no text passed.</summary>
    Empty,

    Failed,

    /// <summary>It was not run.</summary>
    Missing,
}
