namespace Sluice.Workers.Training;

/// <summary>
/// The pieces of byte-pair encoding (Sennrich, Haddow and Birch 2016) over characters: 0 is the end
/// of a text, 1 an unknown character, then the characters, then one piece a merge. Thread-safe.
/// </summary>
internal sealed class PieceVocabulary
{
    /// <summary>Stands before every text.</summary>
    public const int End = 0;

    /// <summary>A character that is not among the known ones.</summary>
    public const int Unknown = 1;

    private const int Reserved = 2;
    private readonly Dictionary<char, int> _characters = [];
    private readonly Dictionary<(int, int), int> _merged = [];

    /// <param name="characters">The known ones.</param>
    /// <param name="merges">Pairs of earlier pieces, the first learnt first.</param>
    /// <exception cref="FormatException">A merge names a later piece.</exception>
    public PieceVocabulary(string characters, IReadOnlyList<(int Left, int Right)> merges)
    {
        Characters = characters;
        Merges = merges;
        foreach (var c in characters)
            _characters[c] = Reserved + _characters.Count;
        var next = Reserved + characters.Length;
        foreach (var (left, right) in merges)
        {
            if (left < Reserved || right < Reserved || left >= next || right >= next)
                throw new FormatException($"merge {left} {right} makes piece {next}");
            _merged[(left, right)] = next++;
        }
        Count = next;
    }

    public string Characters { get; }

    public IReadOnlyList<(int Left, int Right)> Merges { get; }

    /// <summary>Number of pieces.</summary>
    public int Count { get; }

    /// <summary>The pieces of a text.</summary>
    public List<int> Encode(string text) => Encode(text, []);

    /// <summary>The pieces of a text.</summary>
    /// <param name="known">Words met before: saves time where there are many texts.</param>
    public List<int> Encode(string text, Dictionary<string, List<int>> known)
    {
        var ids = new List<int>();
        foreach (var word in TextWords.Of(text))
        {
            if (!known.TryGetValue(word, out var pieces))
                known[word] = pieces = EncodeWord(word);
            ids.AddRange(pieces);
        }
        return ids;
    }

    /// <summary>The characters of a word as pieces, before any merge.</summary>
    public List<int> CharactersOf(string word) =>
        [.. word.Select(c => _characters.GetValueOrDefault(c, Unknown))];

    /// <summary>Replaces every occurrence of a pair, from the left.</summary>
    public static void Merge(List<int> pieces, int left, int right, int merged)
    {
        var kept = 0;
        for (var i = 0; i < pieces.Count; i++)
        {
            var both = pieces[i] == left && i + 1 < pieces.Count && pieces[i + 1] == right;
            pieces[kept++] = both ? merged : pieces[i];
            if (both)
                i++;
        }
        pieces.RemoveRange(kept, pieces.Count - kept);
    }

    private List<int> EncodeWord(string word)
    {
        var pieces = CharactersOf(word);
        while (true)
        {
            // The merge that was learnt first goes first: it made the lowest piece.
            var best = (Left: 0, Right: 0, Merged: int.MaxValue);
            for (var i = 0; i + 1 < pieces.Count; i++)
                if (
                    _merged.TryGetValue((pieces[i], pieces[i + 1]), out var merged)
                    && merged < best.Merged
                )
                    best = (pieces[i], pieces[i + 1], merged);
            if (best.Merged == int.MaxValue)
                return pieces;
            Merge(pieces, best.Left, best.Right, best.Merged);
        }
    }
}
