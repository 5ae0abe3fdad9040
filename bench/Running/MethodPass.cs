using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Combos;
using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Augmentation.Quality;
using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Bench.Running;

/// <summary>
/// One method over all texts on this thread, as a combo of it alone does: one variant a row, no
/// gate. A row is one input text.
/// </summary>
internal sealed class MethodPass
{
    private readonly IReadOnlyList<string> _texts;
    private readonly RowAugmenter _augmenter;

    /// <summary>Builds the method, which loads what it needs.</summary>
    public MethodPass(MethodRow row, MethodResources resources, IReadOnlyList<string> texts)
    {
        _texts = texts;
        var method =
            MethodCatalog.Resolve(row, resources).Method
            ?? throw new ChildFailure($"method {row.Id} cannot run here");
        _augmenter = new RowAugmenter(
            new Combo([row.Id]).Id,
            [method],
            QualityGate.None,
            seed: 42,
            variants: 1
        );
    }

    /// <summary>Goes through all texts.</summary>
    /// <returns>How many rows gave a variant.</returns>
    public int Run()
    {
        var produced = 0;
        for (var i = 0; i < _texts.Count; i++)
            produced += _augmenter.Augment(i, _texts[i]).Variants.Count;
        return produced;
    }
}
