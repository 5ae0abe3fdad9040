using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Workers.Augmentation.Manifests;

/// <summary>
/// The combos a shard's manifest lists: those it runs, and a share of those that were up to date
/// before, so that the manifests of one run together list every combo once.
/// </summary>
internal static class ShardSlice
{
    /// <summary>In the plan's order.</summary>
    public static IReadOnlyList<PlannedUnit> Of(Plan plan, Shard shard)
    {
        var slices = plan.Slices(shard.Count);
        var launched = slices.Filled;
        var running = 0;
        var resting = 0;
        var slice = new List<PlannedUnit>();
        foreach (var planned in plan.Units)
            if (
                planned.Runs
                    ? slices.Of(running++) == shard.Index
                    : resting++ % launched == shard.Index
            )
                slice.Add(planned);
        return slice;
    }
}
