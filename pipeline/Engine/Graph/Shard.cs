using System.Globalization;

namespace Sluice.Engine.Graph;

/// <summary>Slice i of n of a plan's stale units.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Count">At least 1.</param>
public readonly record struct Shard(int Index, int Count)
{
    /// <summary>Reads "i/n".</summary>
    public static Shard? Parse(string text)
    {
        var parts = text.Split('/');
        return
            parts.Length == 2
            && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var index)
            && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var count)
            && index >= 0
            && index < count
            ? new Shard(index, count)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Index}/{Count}";
}
