using Sluice.Workers.Augmentation.Quality;

namespace Sluice.Workers.Augmentation.Rows;

/// <summary>
/// Turns input rows into augmented texts for one combo: its methods are applied one after the
/// other, and after each step the gate decides. The result of a row depends on its content, its
/// index, the seed and the parameters alone. Thread-safe if its methods and gate are.
/// </summary>
/// <param name="comboId">Enters every row's random seed.</param>
/// <param name="methods">The combo's methods in order, at least one.</param>
/// <param name="gate">Judges the rewritten stretch after each step.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="variants">Texts wanted per row.</param>
internal sealed class RowAugmenter(
    string comboId,
    IReadOnlyList<ITextMethod> methods,
    QualityGate gate,
    long seed,
    int variants
)
{
    /// <summary>Candidates tried in a step before the variant is given up.</summary>
    public const int CandidatesPerStep = 3;

    /// <summary>The variants of one row.</summary>
    /// <param name="row">Index of the row in the input, from 0.</param>
    /// <param name="text">Its text.</param>
    /// <param name="evidence">
    /// A sentence of the text, to be rewritten in place; null to rewrite the whole text, which is
    /// meant where the evidence column is absent or is the text column itself.
    /// </param>
    public AugmentedRow Augment(long row, string text, string? evidence = null)
    {
        TextSpan? span = evidence is null
            ? new TextSpan(0, text.Length)
            : EvidenceLocator.Find(text, evidence);
        if (span is null)
            return new([], new RowCounts { EvidenceMissing = 1 });

        // Where the text has the evidence in another case, the text's own letters are rewritten.
        if (evidence is not null)
        {
            var found = span.Value.Of(text);
            var quoted = evidence.Trim();
            evidence = found.Equals(quoted, StringComparison.OrdinalIgnoreCase) ? found : quoted;
        }
        var random = new RowRandom(RowRandom.SeedOf(seed, comboId, row));
        var made = new List<AugmentedText>(variants);
        var counts = new RowCounts();
        int duplicates = 0,
            candidates = 0;
        for (var i = 0; i < variants; i++)
        {
            var rewritten = Rewrite(evidence ?? text, random, ref candidates, out var judgement);
            if (rewritten is null)
            {
                counts += CountOf(judgement);
                continue;
            }
            var variant = new AugmentedText(span.Value.ReplaceIn(text, rewritten), rewritten);
            // Methods may undo each other: the row itself is no variant of it either.
            if (variant.Text == text || made.Contains(variant))
                duplicates++;
            else
                made.Add(variant);
        }
        return new(
            made,
            counts with
            {
                Produced = made.Count,
                Duplicates = duplicates,
                Candidates = candidates,
            }
        );
    }

    private static RowCounts CountOf(Judgement judgement) =>
        judgement switch
        {
            Judgement.NoCandidate => new() { NoCandidate = 1 },
            Judgement.Unchanged => new() { Unchanged = 1 },
            Judgement.TooSimilar => new() { TooSimilar = 1 },
            _ => new() { TooDifferent = 1 },
        };

    private string? Rewrite(
        string original,
        RowRandom random,
        ref int candidates,
        out Judgement judgement
    )
    {
        judgement = Judgement.Accepted;
        var current = original;
        foreach (var method in methods)
        {
            var next = Step(method, current, original, random, ref candidates, out judgement);
            if (next is null)
                return null;
            current = next;
        }
        return current;
    }

    /// <summary>The first of a few candidates that differs from its input and passes the gate.</summary>
    private string? Step(
        ITextMethod method,
        string previous,
        string original,
        RowRandom random,
        ref int candidates,
        out Judgement judgement
    )
    {
        judgement = Judgement.NoCandidate;
        for (var attempt = 0; attempt < CandidatesPerStep; attempt++)
        {
            candidates++;
            var candidate = method.Apply(previous, random);
            judgement =
                candidate is null ? Judgement.NoCandidate
                : candidate == previous ? Judgement.Unchanged
                : gate.Judge(candidate, previous, original);
            if (judgement == Judgement.Accepted)
                return candidate;
        }
        return null;
    }
}
