namespace Sluice.Tests.UnderFire;

/// <summary>A living process.</summary>
internal sealed record LiveProcess(int Id, int Parent, string[] Arguments, string? WorkingDirectory)
{
    /// <summary>Whether it is a shard's worker.</summary>
    public bool IsShard => Arguments.Contains("worker");

    /// <summary>Whether it is the external method of that letter, or of any.</summary>
    public bool IsMethod(string? letter = null) =>
        Arguments is [_, SlowPipeline.Program, var own, ..] && (letter ?? own) == own;

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {string.Join(' ', Arguments)}";
}
