using System.Globalization;

namespace Sluice.Workers.Evaluation.Adoption;

/// <summary>A directory FAMILY/SIZE/CHECKPOINT/LAYER/TASK of an old run.</summary>
/// <param name="Family">The level above the models.</param>
/// <param name="Size">The model's.</param>
/// <param name="Revision">The checkpoint.</param>
/// <param name="LayerName">As its directory is called.</param>
/// <param name="Task">The task's name.</param>
/// <param name="Places">The directory, relative to the run's; two where the layer is there with zeros and without.</param>
internal sealed record OldCell(
    string Family,
    string Size,
    string Revision,
    string LayerName,
    string Task,
    IReadOnlyList<string> Places
)
{
    /// <summary>Where its results lie in a run of this pipeline.</summary>
    public string Name => $"{OldRun.Outputs}/{Family}/{Size}/{Revision}/{LayerName}/{Task}";

    /// <summary>The layer's number; null where it has none.</summary>
    public int? Layer =>
        LayerName.StartsWith("layer_", StringComparison.Ordinal)
        && int.TryParse(
            LayerName.AsSpan(6),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
