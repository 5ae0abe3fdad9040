using Sluice.Engine;
using Sluice.Workers.Axes;

namespace Sluice.Workers.Sweep;

/// <summary>A combination with what it is called and what it makes.</summary>
/// <param name="Combination">Its values.</param>
/// <param name="Key">The unit's key.</param>
/// <param name="Outputs">Relative to the stage's directory.</param>
internal sealed record SweepUnit(Combination Combination, string Key, IReadOnlyList<string> Outputs)
{
    /// <summary>Refuses two units with one key or one output, and says which value would tell them apart.</summary>
    /// <exception cref="UserError">There are such.</exception>
    public static void RefuseTwins(string stage, bool hasKey, IEnumerable<SweepUnit> units)
    {
        var keys = new Dictionary<string, SweepUnit>(StringComparer.Ordinal);
        var outputs = new Dictionary<string, SweepUnit>(StringComparer.Ordinal);
        foreach (var unit in units)
        {
            if (!keys.TryAdd(unit.Key, unit))
                throw new UserError(
                    $"{unit.Combination.Place}: stage {stage}: two combinations are called '{ShownText.Short(unit.Key)}'; {(hasKey ? $"put {Difference(unit, keys[unit.Key])} into key" : "take one of them out of matrix or include")}"
                );
            foreach (var output in unit.Outputs)
                if (!outputs.TryAdd(output, unit))
                    throw new UserError(
                        outputs[output] == unit
                            ? $"{unit.Combination.Place}: stage {stage}: {ShownText.Short(unit.Key)} makes '{ShownText.Short(output)}' twice; give each output a name of its own"
                            : $"{unit.Combination.Place}: stage {stage}: '{ShownText.Short(outputs[output].Key)}' and '{ShownText.Short(unit.Key)}' both make '{ShownText.Short(output)}'; put {Difference(unit, outputs[output])} into outputs"
                    );
        }
    }

    private static string Difference(SweepUnit one, SweepUnit other) =>
        one.Combination.Names.FirstOrDefault(name =>
            one.Combination.Find(name) != other.Combination.Find(name)
        )
            is { } name
            ? $"{{{name}}}"
            : "the value in which they differ";
}
