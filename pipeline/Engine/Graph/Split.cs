namespace Sluice.Engine.Graph;

/// <summary>How the units that a run does are cut into the shards' slices.</summary>
public enum Split
{
    /// <summary>Dealt out one by one: neighbours, which often cost alike, go to different shards.</summary>
    RoundRobin,

    /// <summary>Stretches of neighbours, the first ones longer by what is left over.</summary>
    Contiguous,
}
