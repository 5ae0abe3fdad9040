namespace Sluice.Workers.Augmentation.Quality;

/// <summary>
/// Finds the matching blocks of two texts as Python's difflib does: the longest common block, then
/// the same to its left and to its right. Its buffers are kept from pair to pair and indexed by
/// character, so that a comparison allocates nothing. One instance a thread.
/// </summary>
internal sealed class MatchingBlocks
{
    private const int PopularLength = 200;
    private const int None = -1;

    private readonly Stack<(int ALow, int AHigh, int BLow, int BHigh)> _open = new();
    private int[] _a = new int[256];
    private int[] _b = new int[256];
    private int _aLength;
    private int _bLength;

    /// <summary>By character: its last position in b, or None. All None between two pairs.</summary>
    private int[] _last = Unset(256);

    /// <summary>By position in b: the previous position of the same character, or None.</summary>
    private int[] _previous = new int[256];

    /// <summary>By position in b: length of the block that ends there, and in which row it was set.</summary>
    private (int Row, int Length)[] _runs = new (int, int)[256];

    /// <summary>Rows are numbered through all searches, so that runs never need clearing.</summary>
    private int _row;

    /// <summary>Code points of both texts.</summary>
    public int TotalLength => _aLength + _bLength;

    /// <summary>Takes a pair of texts; a lone surrogate counts as a code point.</summary>
    public void Load(string a, string b)
    {
        var largest = Math.Max(Decode(a, ref _a, out _aLength), Decode(b, ref _b, out _bLength));
        if (largest >= _last.Length)
            _last = Unset(largest + 1 + largest / 2);
        if (_b.Length > _previous.Length)
        {
            _previous = new int[_b.Length];
            _runs = new (int, int)[_b.Length];
        }
        if (_row > int.MaxValue / 2)
        {
            Array.Clear(_runs);
            _row = 0;
        }
    }

    /// <summary>The number of characters that a and b have in common as multisets.</summary>
    public int CountCommon()
    {
        // _last holds -1 - (occurrences in b not used yet).
        foreach (var symbol in _b.AsSpan(0, _bLength))
            _last[symbol]--;
        var common = 0;
        foreach (var symbol in _a.AsSpan(0, _aLength))
            if (_last[symbol] < None)
            {
                _last[symbol]++;
                common++;
            }
        Forget();
        return common;
    }

    /// <summary>The sum of the lengths of all matching blocks.</summary>
    public int CountMatches()
    {
        Index();
        var matches = 0;
        _open.Push((0, _aLength, 0, _bLength));
        while (_open.TryPop(out var part))
        {
            var (aLow, aHigh, bLow, bHigh) = part;
            var (i, j, length) = LongestBlock(aLow, aHigh, bLow, bHigh);
            if (length == 0)
                continue;
            matches += length;
            if (aLow < i && bLow < j)
                _open.Push((aLow, i, bLow, j));
            if (i + length < aHigh && j + length < bHigh)
                _open.Push((i + length, aHigh, j + length, bHigh));
        }
        Forget();
        return matches;
    }

    /// <summary>Of the longest blocks the one that starts first in a, then first in b.</summary>
    private (int I, int J, int Length) LongestBlock(int aLow, int aHigh, int bLow, int bHigh)
    {
        var (bestI, bestJ, best, bestRow) = (aLow, bLow, 0, 0);
        _row++;
        for (var i = aLow; i < aHigh; i++)
        {
            _row++;
            var j = _last[_a[i]];
            while (j >= bHigh)
                j = _previous[j];
            // From right to left: position j − 1 then still holds the run of the row before.
            for (; j >= bLow; j = _previous[j])
            {
                var length = 1;
                if (j > bLow && _runs[j - 1] is var run && run.Row == _row - 1)
                    length += run.Length;
                _runs[j] = (_row, length);
                if (length > best || (length == best && bestRow == _row))
                    (bestI, bestJ, best, bestRow) = (i - length + 1, j - length + 1, length, _row);
            }
        }
        // Popular characters start no block but may prolong one, or stand at the very beginning.
        while (bestI > aLow && bestJ > bLow && _a[bestI - 1] == _b[bestJ - 1])
            (bestI, bestJ, best) = (bestI - 1, bestJ - 1, best + 1);
        while (bestI + best < aHigh && bestJ + best < bHigh && _a[bestI + best] == _b[bestJ + best])
            best++;
        return (bestI, bestJ, best);
    }

    /// <summary>Chains the positions of each character of b, leaving out popular characters.</summary>
    private void Index()
    {
        for (var j = 0; j < _bLength; j++)
        {
            _previous[j] = _last[_b[j]];
            _last[_b[j]] = j;
        }
        if (_bLength < PopularLength)
            return;
        var limit = _bLength / 100 + 1;
        foreach (var symbol in _b.AsSpan(0, _bLength))
        {
            var count = 0;
            for (var j = _last[symbol]; j != None && count <= limit; j = _previous[j])
                count++;
            if (count > limit)
                _last[symbol] = None;
        }
    }

    private void Forget()
    {
        foreach (var symbol in _b.AsSpan(0, _bLength))
            _last[symbol] = None;
    }

    /// <summary>Writes a text's code points and gives the largest.</summary>
    private static int Decode(string text, ref int[] target, out int length)
    {
        if (target.Length < text.Length)
            target = new int[text.Length + text.Length / 2];
        var largest = 0;
        length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            int symbol = text[i];
            if (
                char.IsHighSurrogate(text[i])
                && i + 1 < text.Length
                && char.IsLowSurrogate(text[i + 1])
            )
                symbol = char.ConvertToUtf32(text[i], text[++i]);
            target[length++] = symbol;
            largest = Math.Max(largest, symbol);
        }
        return largest;
    }

    private static int[] Unset(int length)
    {
        var cells = new int[length];
        Array.Fill(cells, None);
        return cells;
    }
}
