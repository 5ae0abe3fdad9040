using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Workers.Evaluation.Adoption;

namespace Sluice.Workers.Evaluation;

/// <summary>
/// What an evaluation leaves besides results: its attempts' <c>failed.json</c> and <c>results/</c>, the
/// settings and the attempts of the run. What old scripts left of other cells is not among it.
/// </summary>
internal static class EvaluateFiles
{
    /// <summary>Those that are there, absolute.</summary>
    /// <param name="root">The run's directory.</param>
    /// <param name="family">The level above the models.</param>
    public static IEnumerable<string> BesideOutputs(string root, string family)
    {
        var paths = new StagePaths(root, EvaluateStage.Name);
        if (!Directory.Exists(paths.Ledger))
            yield break;
        var ledger = Ledger.Open(paths.Ledger);
        var cells = ledger
            .AllDone.Select(record => record.Unit)
            .Concat(LedgerAttempts.Of(ledger).Select(record => record.Unit))
            .Distinct();
        foreach (var cell in cells)
        {
            var directory = Path.Combine(root, "outputs/mteb", family, cell);
            yield return Path.Combine(directory, DoneFile.Failed);
            var results = Path.Combine(directory, CellResults.Directory);
            if (Directory.Exists(results))
                foreach (
                    var file in Directory.EnumerateFiles(results, "*", SearchOption.AllDirectories)
                )
                    yield return file;
        }
        yield return Path.Combine(root, ProgressCsv.FileName);
        if (ConfigSnapshot.Of(root).IsOwn())
            yield return Path.Combine(root, ConfigSnapshot.FileName);
    }
}
