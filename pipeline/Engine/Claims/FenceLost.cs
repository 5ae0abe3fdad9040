namespace Sluice.Engine.Claims;

/// <summary>The worker was held for dead: what it was doing is others' now, and it has nothing to commit.</summary>
/// <param name="worker">Its id.</param>
internal sealed class FenceLost(string worker)
    : Exception($"worker {worker} was silent for too long and its units were taken over");
