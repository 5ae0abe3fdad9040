namespace Sluice.Workers.Scoring;

/// <summary>
/// The sequence of <c>System.Random</c> with a seed, as .NET 10 has it: Knuth's subtractive generator
/// (TAOCP vol. 2, 3.2.2). Written out, since .NET may change it and scores would change with it.
/// </summary>
internal sealed class SeededRandom
{
    private const int Size = 55;
    private readonly int[] _state = new int[Size + 1];
    private int _at;
    private int _behind = 21;

    public SeededRandom(int seed)
    {
        var last = 161803398 - Math.Abs(seed);
        var next = 1;
        _state[Size] = last;
        for (int i = 1, at = 0; i < Size; i++)
        {
            at = (at + 21) % Size;
            _state[at] = next;
            next = last - next;
            if (next < 0)
                next += int.MaxValue;
            last = _state[at];
        }
        for (var round = 1; round < 5; round++)
        for (var i = 1; i <= Size; i++)
        {
            _state[i] -= _state[1 + (i + 30) % Size];
            if (_state[i] < 0)
                _state[i] += int.MaxValue;
        }
    }

    /// <summary>A whole number from 0 to below the bound.</summary>
    public int Next(int bound)
    {
        _at = _at % Size + 1;
        _behind = _behind % Size + 1;
        var value = _state[_at] - _state[_behind];
        if (value == int.MaxValue)
            value--;
        if (value < 0)
            value += int.MaxValue;
        _state[_at] = value;
        return (int)(value * (1.0 / int.MaxValue) * bound);
    }

    /// <summary>Fisher–Yates from the front.</summary>
    public void Shuffle<T>(T[] items)
    {
        for (var i = 0; i < items.Length - 1; i++)
        {
            var j = i + Next(items.Length - i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
