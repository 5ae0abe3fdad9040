namespace Sluice.Engine.Planning;

/// <summary>How far planning is: read by whoever shows it, while others count.</summary>
internal sealed class PlanProgress
{
    private int _planned;

    /// <summary>Units planned so far.</summary>
    public int Planned => Volatile.Read(ref _planned);

    internal void Add(int units) => Interlocked.Add(ref _planned, units);
}
