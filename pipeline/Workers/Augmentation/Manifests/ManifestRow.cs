using System.Globalization;

namespace Sluice.Workers.Augmentation.Manifests;

/// <summary>A combo in a manifest.</summary>
/// <param name="ComboId">First 10 hex digits of sha1 over the method ids.</param>
/// <param name="Methods">Method ids joined by "+".</param>
/// <param name="Size">How many methods.</param>
/// <param name="Rows">Rows of its dataset.</param>
/// <param name="DatasetPath">Relative to the workspace where it lies within.</param>
/// <param name="Status">How it stands.</param>
internal sealed record ManifestRow(
    string ComboId,
    string Methods,
    int Size,
    long Rows,
    string DatasetPath,
    ManifestStatus Status
)
{
    /// <summary>The header of every manifest.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    ["combo_id", "methods", "k", "rows", "dataset_path", "status"];

    /// <summary>Its fields in that order.</summary>
    public string[] Fields() =>
        [
            ComboId,
            Methods,
            Size.ToString(CultureInfo.InvariantCulture),
            Rows.ToString(CultureInfo.InvariantCulture),
            DatasetPath,
            Status.ToString().ToLowerInvariant(),
        ];
}
