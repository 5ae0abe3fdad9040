using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Slurm.Submit;

/// <summary>What live jobs of older runs will do of a stage. Pure.</summary>
internal static class Coverage
{
    /// <summary>The fingerprints, by key, of the units in the slices of shards.</summary>
    public static Dictionary<string, string> Of(Plan plan, IEnumerable<Shard> shards)
    {
        var covered = new Dictionary<string, string>(StringComparer.Ordinal);
        // Once through the plan, of which only a part is in memory.
        var slices = shards
            .GroupBy(shard => shard.Count)
            .Select(width =>
                (Of: plan.Slices(width.Key), Indexes: width.Select(s => s.Index).ToHashSet())
            )
            .ToList();
        for (var i = 0; i < plan.Running.Count; i++)
            if (slices.Any(slice => slice.Indexes.Contains(slice.Of.Of(i))))
                covered[plan.Running[i].Unit.Key] = plan.Running[i].Fingerprint;
        return covered;
    }

    /// <summary>
    /// A plan without the units that are covered; and the keys of those that live jobs make from
    /// other settings or inputs, and which must not be made beside them.
    /// </summary>
    public static (Plan Left, IReadOnlyList<string> Conflicts) Rest(
        Plan plan,
        IReadOnlyDictionary<string, string> covered
    )
    {
        if (covered.Count == 0)
            return (plan, []);
        var conflicts = new List<string>();
        var units = new PlannedUnit[plan.Units.Count];
        for (var i = 0; i < units.Length; i++)
        {
            var planned = plan.Units[i];
            var isCovered = covered.TryGetValue(planned.Unit.Key, out var fingerprint);
            if (isCovered && fingerprint != planned.Fingerprint)
                conflicts.Add(planned.Unit.Key);
            units[i] = isCovered && planned.Runs ? planned.LeftOut() : planned;
        }
        return (plan with { Units = units }, conflicts);
    }
}
