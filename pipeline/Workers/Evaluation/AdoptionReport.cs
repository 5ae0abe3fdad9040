namespace Sluice.Workers.Evaluation;

/// <summary>What came of taking over an old run, by the directories of cells.</summary>
public sealed class AdoptionReport
{
    private const int MostLines = 20;

    /// <summary>Cells that count as done now.</summary>
    public List<string> Taken { get; } = [];

    /// <summary>Those of these that have no result to report.</summary>
    public List<string> WithoutResult { get; } = [];

    /// <summary>Cells that were done here already.</summary>
    public List<string> Known { get; } = [];

    /// <summary>What was left, and why.</summary>
    public List<(string Cell, string Why)> Refused { get; } = [];

    /// <summary>In words.</summary>
    /// <param name="from">The old run's directory.</param>
    /// <param name="to">The new one's.</param>
    /// <param name="looksOnly">Whether nothing was copied.</param>
    public IEnumerable<string> Lines(string from, string to, bool looksOnly)
    {
        yield return $"Adopt: {Taken.Count:N0} cells of {from} {(looksOnly ? "would be" : "were")} taken to {to}, {Known.Count:N0} were done there already, {Refused.Count:N0} refused";
        if (WithoutResult.Count > 0)
            yield return $"  {WithoutResult.Count:N0} of those taken have no result file, e.g. {WithoutResult[0]}: done, but nothing to report";
        foreach (var group in Refused.GroupBy(r => r.Why))
        {
            yield return $"  {group.Count():N0} refused: {group.Key}";
            foreach (var (cell, _) in group.Take(MostLines))
                yield return $"      {cell}";
            if (group.Count() > MostLines)
                yield return $"      … and {group.Count() - MostLines:N0} more";
        }
    }
}
