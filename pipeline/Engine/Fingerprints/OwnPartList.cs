using Sluice.Engine.Files;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Fingerprints;

/// <summary>A unit's own parts, from the unit and its inputs' hashes.</summary>
internal static class OwnPartList
{
    /// <summary>The value of an input that an earlier stage will make.</summary>
    public const string Pending = "pending";

    /// <summary>In the fingerprint's order: parameters, outputs, inputs.</summary>
    public static IReadOnlyList<FingerprintPart> Of(
        Stage stage,
        Unit unit,
        Func<int, string> inputs
    ) =>
        [
            .. OrderedMap
                .Of(unit.Parameters)
                .Select(p => new FingerprintPart(PartKind.Parameter, p.Key, p.Value)),
            .. unit.Outputs.Select(o => new FingerprintPart(PartKind.Output, o, "")),
            .. unit.Inputs.Select(
                (path, i) => new FingerprintPart(PartKind.Input, stage.Shown(path), inputs(i))
            ),
        ];
}

/// <summary>Of units that do not run: with their inputs as they are when it is asked.</summary>
internal sealed class PartsNow(Stage stage, Func<string, string> content) : IOwnParts
{
    /// <inheritdoc/>
    public IReadOnlyList<FingerprintPart> Of(Unit unit) =>
        OwnPartList.Of(stage, unit, i => content(unit.Inputs[i]));
}

/// <summary>Of a unit that runs: with its inputs as they were planned.</summary>
/// <param name="stage">Whose unit.</param>
/// <param name="inputs">The inputs' hashes in order; zeros for one that is still to be made.</param>
internal sealed class PartsThen(Stage stage, Hash256[] inputs) : IOwnParts
{
    public Hash256[] Inputs => inputs;

    /// <inheritdoc/>
    public IReadOnlyList<FingerprintPart> Of(Unit unit) =>
        OwnPartList.Of(
            stage,
            unit,
            i => inputs[i] == default ? OwnPartList.Pending : inputs[i].ToString()
        );
}
