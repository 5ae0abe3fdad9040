using Sluice.Engine.Graph;

namespace Sluice.Engine.Fingerprints;

/// <summary>Lists a unit's own parts when they are asked for: for most of a million units they never are.</summary>
internal interface IOwnParts
{
    /// <summary>In the fingerprint's order.</summary>
    IReadOnlyList<FingerprintPart> Of(Unit unit);
}
