using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Workers.Augmentation.Combos;

namespace Sluice.Workers.Augmentation.Manifests;

/// <summary>Turns a planned combo and the ledger into its manifest row.</summary>
internal static class ComboReport
{
    /// <summary>The row; rows are read from the combo's meta.json.</summary>
    public static ManifestRow Of(Plan plan, PlannedUnit planned, Ledger ledger)
    {
        var stage = plan.Stage;
        var combo = new Combo(AugmentRecipe.Methods.In(planned.Unit.Parameters));
        var dataset = Path.Combine(stage.OutputRoot, planned.Unit.Outputs[AugmentStage.Dataset]);
        var meta = Path.Combine(stage.OutputRoot, planned.Unit.Outputs[AugmentStage.Meta]);
        var isDone =
            ledger.Done(planned.Unit.Key)?.Fingerprint == planned.Fingerprint
            || !planned.Verdict.IsStale;
        var rows = isDone && File.Exists(meta) ? MetaJson.ReadRows(meta) : 0;
        var status = isDone
            ? rows > 0
                ? ManifestStatus.Ok
                : ManifestStatus.Empty
            : ledger.Failed(planned.Unit.Key)?.Fingerprint == planned.Fingerprint
                ? ManifestStatus.Failed
                : ManifestStatus.Missing;
        return new ManifestRow(
            combo.Id,
            combo.Name,
            combo.Methods.Count,
            rows,
            stage.Shown(dataset),
            status
        );
    }
}
