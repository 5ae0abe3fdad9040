namespace Sluice.Workers.Evaluation.Adoption;

/// <summary>What came of taking over an old run, by the directories of cells.</summary>
public sealed class AdoptionReport
{
    private const int MostLines = 20;

    /// <summary>Cells that count as done now.</summary>
    public List<string> Taken { get; } = [];

    /// <summary>Those of these that have no result to report.</summary>
    public List<string> WithoutResult { get; } = [];

    /// <summary>Those whose result has no score, and why.</summary>
    public List<(string Cell, string Why)> WithoutScore { get; } = [];

    /// <summary>Cells that were done here already.</summary>
    public List<string> Known { get; } = [];

    /// <summary>What was left, and why.</summary>
    public List<(string Cell, string Why)> Refused { get; } = [];

    /// <summary>What became of the old run's progress.csv.</summary>
    public ProgressJoined Progress { get; set; } = new(0, 0, null);

    /// <summary>Whether none of its cells is one of the grid, so that nothing was taken.</summary>
    public bool IsStrange { get; set; }

    /// <summary>Section evaluate with all cells that were found; empty where it has them as it is.</summary>
    public IReadOnlyList<string> Proposal { get; set; } = [];

    /// <summary>In words.</summary>
    /// <param name="from">The old run's directory.</param>
    /// <param name="to">The new one's.</param>
    /// <param name="looksOnly">Whether nothing was copied.</param>
    public IEnumerable<string> Lines(string from, string to, bool looksOnly)
    {
        yield return $"Adopt: {Taken.Count:N0} cells of {from} {(looksOnly ? "would be" : "were")} taken to {to}, {Known.Count:N0} were done there already, {Refused.Count:N0} refused";
        if (WithoutResult.Count > 0)
            yield return $"  {WithoutResult.Count:N0} of those taken have no result file, e.g. {WithoutResult[0]}: done, but nothing to report";
        foreach (var line in Groups(WithoutScore, "of those taken have a result without a score"))
            yield return line;
        foreach (var line in Groups(Refused, "refused"))
            yield return line;
        if (Progress.Rows + Progress.Torn > 0)
            yield return $"  {ProgressCsv.FileName}: {Progress.Rows:N0} rows{(Progress.Torn > 0 ? $"; {Progress.Torn:N0} torn {(Progress.Torn == 1 ? "line" : "lines")} that {(Progress.Torn == 1 ? "is none" : "are none")}, put aside into {ProgressCsv.TornFileName}" : "")}";
        if (Progress.Problem is { } problem)
            yield return $"  {ProgressCsv.FileName}: its rows could not be taken: {problem}";
        if (Proposal.Count == 0)
            yield break;
        yield return "  to take those as well that are no cells of the grid, let section evaluate say:";
        foreach (var line in Proposal)
            yield return line;
    }

    private static IEnumerable<string> Groups(
        IEnumerable<(string Cell, string Why)> cells,
        string what
    )
    {
        foreach (var group in cells.GroupBy(c => c.Why))
        {
            yield return $"  {group.Count():N0} {what}: {group.Key}";
            foreach (var (cell, _) in group.Take(MostLines))
                yield return $"      {cell}";
            if (group.Count() > MostLines)
                yield return $"      … and {group.Count() - MostLines:N0} more";
        }
    }
}
