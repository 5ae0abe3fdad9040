using System.Buffers;
using System.Text.Json;

namespace Sluice.Workers.Embedding;

/// <summary>
/// SentencePiece's unigram segmentation (Kudo 2018): the split of a text into pieces of the
/// vocabulary with the largest sum of log-probabilities, found by Viterbi's algorithm.
/// Thread-safe.
/// </summary>
/// <remarks>
/// Two habits of the reference implementation are kept, because its ids are what the model was
/// checked with: a piece without a score counts as 0, and a best sum of exactly 0 counts as none
/// yet, so that a later start replaces it.
/// </remarks>
internal sealed class UnigramTokenizer
{
    /// <summary>The id of whatever is not in the vocabulary; runs of it are given once.</summary>
    public const int Unknown = 0;

    private const int ReservedPieces = 6;
    private const char WordStart = '\u2581';
    private readonly Dictionary<string, (int Id, double Score)> _pieces = [];
    private readonly Dictionary<string, (int Id, double Score)>.AlternateLookup<
        ReadOnlySpan<char>
    > _lookup;
    private readonly int _longest;

    /// <param name="vocabulary">UTF-8 JSON: a list of [piece, log-probability or null].</param>
    internal UnigramTokenizer(ReadOnlyMemory<byte> vocabulary)
    {
        using var json = JsonDocument.Parse(vocabulary);
        var id = 0;
        foreach (var entry in json.RootElement.EnumerateArray())
        {
            if (id >= ReservedPieces)
            {
                var piece = entry[0].GetString()!;
                var scored = entry[1].ValueKind == JsonValueKind.Number;
                // Of equal pieces the last one counts, as in the reference.
                _pieces[piece] = (id, scored ? entry[1].GetDouble() : 0);
                _longest = Math.Max(_longest, piece.Length);
            }
            id++;
        }
        _lookup = _pieces.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The ids of a text's pieces; none for the empty text.</summary>
    public int[] Encode(string text)
    {
        if (text.Length == 0)
            return [];
        var symbols = WordStart + CompatibilityForm.Normalize(text).Replace(' ', WordStart);
        var ends = ArrayPool<Step>.Shared.Rent(symbols.Length + 1);
        try
        {
            var best = ends.AsSpan(0, symbols.Length + 1);
            best.Clear();
            Forward(symbols, best);
            return Backward(best);
        }
        finally
        {
            ArrayPool<Step>.Shared.Return(ends);
        }
    }

    private void Forward(string symbols, Span<Step> best)
    {
        for (var start = 0; start < symbols.Length; start++)
        {
            var found = false;
            var longest = Math.Min(_longest, symbols.Length - start);
            for (var length = 1; length <= longest; length++)
            {
                if (!_lookup.TryGetValue(symbols.AsSpan(start, length), out var piece))
                    continue;
                found = true;
                Relax(best, start, length, piece.Id, piece.Score);
            }
            if (found)
                continue;
            var pair =
                start + 1 < symbols.Length
                && char.IsSurrogatePair(symbols[start], symbols[start + 1]);
            Relax(best, start, pair ? 2 : 1, Unknown, 0);
            if (pair)
                start++;
        }
    }

    private static void Relax(Span<Step> best, int start, int length, int id, double score)
    {
        ref var end = ref best[start + length];
        var sum = best[start].Sum + score;
        if (end.Sum == 0 || sum >= end.Sum)
            end = new Step(sum, start, id);
    }

    private static int[] Backward(ReadOnlySpan<Step> best)
    {
        var ids = new List<int>();
        for (var end = best.Length - 1; end > 0; end = best[end].Start)
            if (best[end].Id != Unknown || ids.Count == 0 || ids[^1] != Unknown)
                ids.Add(best[end].Id);
        ids.Reverse();
        return [.. ids];
    }

    /// <summary>The best way found to reach a position.</summary>
    private readonly record struct Step(double Sum, int Start, int Id);
}
