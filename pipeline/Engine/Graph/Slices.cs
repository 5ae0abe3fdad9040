namespace Sluice.Engine.Graph;

/// <summary>Which of a run's units are whose: all of them cut into n slices. Pure.</summary>
public sealed class Slices
{
    private readonly int _units;
    private readonly int _shards;

    // Where slices begin, and the end of the last; null when units are dealt out.
    private readonly int[]? _bounds;

    private Slices(int units, int shards, int[]? bounds) =>
        (_units, _shards, _bounds) = (units, shards, bounds);

    /// <summary>Dealt out in turn.</summary>
    public static Slices RoundRobin(int units, int shards) => new(units, shards, null);

    /// <summary>
    /// Stretches of groups of neighbours: of g groups every slice has ⌊g/n⌋, the first g mod n one more.
    /// </summary>
    /// <param name="starts">Where groups begin, ascending from 0.</param>
    /// <param name="units">How many units there are.</param>
    /// <param name="shards">How many slices.</param>
    public static Slices Contiguous(IReadOnlyList<int> starts, int units, int shards)
    {
        var bounds = new int[shards + 1];
        for (var i = 0; i <= shards; i++)
        {
            var group = i * (starts.Count / shards) + Math.Min(i, starts.Count % shards);
            bounds[i] = group < starts.Count ? starts[group] : units;
        }
        return new Slices(units, shards, bounds);
    }

    /// <summary>How many units there are in all.</summary>
    public int Units => _units;

    /// <summary>Whose a unit is.</summary>
    public int Of(int unit)
    {
        if (_bounds is null)
            return unit % _shards;
        var at = Array.BinarySearch(_bounds, unit);
        if (at < 0)
            return ~at - 1;
        // Of slices that are empty the one that begins there last has it.
        while (at + 1 < _bounds.Length && _bounds[at + 1] == unit)
            at++;
        return at;
    }

    /// <summary>How many units a slice has.</summary>
    public int Length(int slice) =>
        _bounds is null
            ? Math.Max(0, (_units - slice + _shards - 1) / _shards)
            : _bounds[slice + 1] - _bounds[slice];

    /// <summary>The i-th unit of a slice.</summary>
    public int At(int slice, int index) =>
        _bounds is null ? slice + index * _shards : _bounds[slice] + index;

    /// <summary>How many slices have a unit; these are the first ones.</summary>
    public int Filled => Enumerable.Range(0, _shards).TakeWhile(slice => Length(slice) > 0).Count();
}
