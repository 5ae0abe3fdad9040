using Sluice.Engine.Working;
using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Workers.Training;

/// <summary>
/// Texts as one row of pieces, each text after an end mark, and the windows that begin at a text.
/// </summary>
internal sealed class TrainingText
{
    private readonly int[] _pieces;
    private readonly int[] _starts;
    private readonly int _context;

    private TrainingText(List<int> pieces, List<int> starts, int context)
    {
        _pieces = [.. pieces];
        _context = context;
        // A window needs the piece that follows its last.
        _starts = [.. starts.Where(start => start + context < _pieces.Length)];
    }

    /// <summary>Every fiftieth text, distinct from all others, is held out: never trained on.</summary>
    public const int HeldOutEvery = 50;

    /// <summary>Windows there are.</summary>
    public int Count => _starts.Length;

    /// <summary>Number of pieces.</summary>
    public int Length => _pieces.Length;

    /// <summary>The texts without repetitions, in an order that the seed gives: those to train on, those held out.</summary>
    public static (IReadOnlyList<string> Train, IReadOnlyList<string> HeldOut) Split(
        IEnumerable<string> texts,
        long seed
    )
    {
        var all = texts.Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        new RowRandom((ulong)seed).Shuffle(all.AsSpan());
        return (
            [.. all.Where((_, i) => i % HeldOutEvery != 0)],
            [.. all.Where((_, i) => i % HeldOutEvery == 0)]
        );
    }

    /// <exception cref="UnitFailure">The texts are too few for one window.</exception>
    public static TrainingText Of(
        IReadOnlyList<string> texts,
        PieceVocabulary vocabulary,
        int context,
        CancellationToken cancellation
    )
    {
        var known = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var pieces = new List<int>();
        var starts = new List<int>();
        foreach (var text in texts)
        {
            cancellation.ThrowIfCancellationRequested();
            starts.Add(pieces.Count);
            pieces.Add(PieceVocabulary.End);
            pieces.AddRange(vocabulary.Encode(text, known));
        }
        var result = new TrainingText(pieces, starts, context);
        return result.Count > 0
            ? result
            : throw new UnitFailure(
                $"Train: {texts.Count} texts of {pieces.Count} pieces are too few for a window of {context}; give it more texts or set evaluate.train.context lower"
            );
    }

    /// <summary>Writes a window and, for each of its pieces, the one that follows.</summary>
    public void Window(int index, Span<int> ids, Span<int> targets)
    {
        _pieces.AsSpan(_starts[index], _context).CopyTo(ids);
        _pieces.AsSpan(_starts[index] + 1, _context).CopyTo(targets);
    }
}
