namespace Sluice.Tests.Engine.Configuration;

/// <summary>Settings within settings.</summary>
internal sealed record SampleInner
{
    public int Depth { get; init; } = 1;
}
