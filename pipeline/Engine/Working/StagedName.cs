using Sluice.Engine.Graph;

namespace Sluice.Engine.Working;

/// <summary>
/// What an output is called while it is staged: relative to the directory that all outputs of its unit
/// share. They lie to each other as they will, and most units need no directory made and removed,
/// which costs a file system more than the rest of a small unit. Pure.
/// </summary>
internal static class StagedName
{
    /// <summary>Of the N-th output, relative to the unit's staging directory.</summary>
    public static string Of(Unit unit, int index) => unit.Outputs[index][SharedBy(unit.Outputs)..];

    // The length of the directory, with the slash that ends it.
    private static int SharedBy(IReadOnlyList<string> outputs)
    {
        var shared = outputs[0].AsSpan(0, outputs[0].LastIndexOf('/') + 1);
        for (var i = 1; i < outputs.Count; i++)
            while (!outputs[i].AsSpan().StartsWith(shared, StringComparison.Ordinal))
                shared = shared[..(shared[..^1].LastIndexOf('/') + 1)];
        return shared.Length;
    }
}
