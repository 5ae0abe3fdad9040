namespace Sluice.Workers.Training;

/// <summary>
/// Learns the pieces of texts: of all pairs of neighbours within words the commonest becomes a piece,
/// again and again. Ties go to the lower ids, so the same texts give the same pieces everywhere.
/// </summary>
internal sealed class PieceLearner
{
    // Most characters beyond these are met once or twice.
    private const int MostCharacters = 100;

    private readonly List<(List<int> Pieces, int Count)> _words = [];
    private readonly Dictionary<(int Left, int Right), int> _pairs = [];
    private readonly Dictionary<(int Left, int Right), HashSet<int>> _places = [];

    private PieceLearner() { }

    /// <param name="texts">What to learn from.</param>
    /// <param name="size">Most pieces.</param>
    public static PieceVocabulary Learn(
        IEnumerable<string> texts,
        int size,
        CancellationToken cancellation
    )
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var word in TextWords.Of(text))
                counts[word] = counts.GetValueOrDefault(word) + 1;
        }
        var characters = counts
            .SelectMany(word => word.Key.Select(c => (Character: c, Count: word.Value)))
            .GroupBy(c => c.Character, c => (long)c.Count)
            .OrderByDescending(c => c.Sum())
            .ThenBy(c => c.Key)
            .Take(Math.Min(MostCharacters, size / 2))
            .Select(c => c.Key);
        var start = new PieceVocabulary(string.Concat(characters), []);
        var learner = new PieceLearner();
        foreach (var (word, count) in counts.OrderBy(w => w.Key, StringComparer.Ordinal))
            learner.Add(start.CharactersOf(word), count);
        var merges = learner.Merge(start.Count, size, cancellation);
        return new PieceVocabulary(start.Characters, merges);
    }

    private List<(int, int)> Merge(int first, int size, CancellationToken cancellation)
    {
        var merges = new List<(int, int)>();
        for (var next = first; next < size; next++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (best, most) = ((Left: 0, Right: 0), 1);
            foreach (var (pair, count) in _pairs)
                if (count > most || (count == most && count > 1 && pair.CompareTo(best) < 0))
                    (best, most) = (pair, count);
            // What occurs once teaches nothing.
            if (most == 1)
                break;
            merges.Add(best);
            foreach (var word in _places[best].ToList())
            {
                Count(word, -1);
                PieceVocabulary.Merge(_words[word].Pieces, best.Left, best.Right, next);
                Count(word, 1);
            }
        }
        return merges;
    }

    private void Add(List<int> pieces, int count)
    {
        _words.Add((pieces, count));
        Count(_words.Count - 1, 1);
    }

    private void Count(int word, int sign)
    {
        var (pieces, count) = _words[word];
        for (var i = 0; i + 1 < pieces.Count; i++)
        {
            var pair = (pieces[i], pieces[i + 1]);
            if (pair.Item1 == PieceVocabulary.Unknown || pair.Item2 == PieceVocabulary.Unknown)
                continue;
            var left = _pairs.GetValueOrDefault(pair) + sign * count;
            if (left == 0)
            {
                _pairs.Remove(pair);
                _places.Remove(pair);
                continue;
            }
            _pairs[pair] = left;
            if (!_places.TryGetValue(pair, out var places))
                _places[pair] = places = [];
            if (sign > 0)
                places.Add(word);
            else
                places.Remove(word);
        }
    }
}
