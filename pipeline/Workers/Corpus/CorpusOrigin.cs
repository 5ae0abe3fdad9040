namespace Sluice.Workers.Corpus;

/// <summary>Where a part of the corpus came from: written beside it, so that every run can say so.</summary>
/// <param name="Source">For provenance, e.g. <c>npm sentiment@5.0.2</c>.</param>
/// <param name="Note">What the user should know, and how to get the real thing; null when it is.</param>
internal sealed record CorpusOrigin(string Source, string? Note = null)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static CorpusOrigin Parse(string text)
    {
        var lines = text.Split('\n');
        return new CorpusOrigin(
            lines[0],
            lines.Length > 1 && lines[1].Length > 0 ? lines[1] : null
        );
    }

    /// <summary>One line, or two with a note.</summary>
    public override string ToString() => $"{Source}\n{(Note is null ? "" : Note + "\n")}";
}
