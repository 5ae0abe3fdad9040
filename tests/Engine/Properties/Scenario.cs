using FsCheck;
using FsCheck.Fluent;

namespace Sluice.Tests.Engine.Properties;

/// <summary>A graph and what happens to it.</summary>
internal sealed record Scenario(int Seed, Step[] Steps)
{
    public static Gen<Scenario> Any { get; } =
        Gen.Choose(0, int.MaxValue)
            .Zip(Step.Any.ArrayOf(), (seed, steps) => new Scenario(seed, steps));

    public static IEnumerable<Scenario> Smaller(Scenario scenario) =>
        Properties.Shorter(scenario.Steps).Select(steps => scenario with { Steps = steps });

    public override string ToString() => $"graph {Seed}: {string.Join(", ", Steps)}";
}
