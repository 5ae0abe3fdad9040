using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Running;

namespace Sluice.Workers.Evaluation;

/// <summary>
/// Evaluates a cell, by the user's program or by the built-in tasks, and leaves <c>done.json</c> beside
/// the result, or <c>failed.json</c>. A cell that others have done meanwhile is taken as it is.
/// </summary>
public sealed class EvaluateWorker : IWorker, IDisposable
{
    private readonly CommandWorker _command = new();
    private readonly CellScorer _scorer = new();

    /// <inheritdoc/>
    public void ShardStarted(ShardContext shard)
    {
        _command.ShardStarted(shard);
        new ConfigSnapshot(
            Path.Combine(shard.Plan.Stage.OutputRoot, ConfigSnapshot.FileName)
        ).Write(shard.Plan.Stage.Options["snapshot"]);
    }

    /// <inheritdoc/>
    public void ShardEnded(ShardContext shard) => ProgressCsv.Rebuild(shard.Plan, shard.Ledger);

    /// <inheritdoc/>
    public async Task RunAsync(UnitContext unit, CancellationToken cancellation)
    {
        var cell = EvaluateStage.CellOf(unit.Unit);
        var directory = Path.Combine(unit.Plan.Stage.OutputRoot, unit.Parameter("directory"));
        if (Take(unit, directory))
        {
            unit.Log.WriteLine($"{unit.Unit.Key}: done by others meanwhile: taken as it is");
            return;
        }
        try
        {
            if (unit.Plan.Stage.Command is null)
                await File.WriteAllBytesAsync(
                    unit.Output(EvaluateStage.Result),
                    _scorer.Score(cell, unit, cancellation),
                    cancellation
                );
            else
            {
                // For a tool that wants its own directory, whatever it calls its files.
                if (UsesResults(unit.Plan.Stage.Command))
                    Directory.CreateDirectory(Path.Combine(directory, "results"));
                await _command.RunAsync(unit, cancellation);
                Collect(unit, cell, directory);
            }
        }
        catch (UnitFailure e)
        {
            Note(cell, unit.Shard, directory, e.Message.Split('\n')[0]);
            throw;
        }
        await File.WriteAllBytesAsync(
            unit.Output(EvaluateStage.Done),
            DoneFile.Text(cell, unit.Shard, TimeProvider.System.GetUtcNow(), error: null),
            cancellation
        );
        if (Path.Combine(directory, DoneFile.Failed) is var failed && File.Exists(failed))
            File.Delete(failed);
    }

    /// <inheritdoc/>
    public void Dispose() => _command.Dispose();

    private static bool UsesResults(CommandTemplate command) =>
        command
            .Arguments.Concat(command.Environment.Values)
            .Any(text => text.Contains("{param.directory}/results", StringComparison.Ordinal));

    // Not what this pipeline has recorded itself: that is redone because it is out of date.
    private static bool Take(UnitContext unit, string directory)
    {
        var done = Path.Combine(directory, DoneFile.Done);
        if (
            unit.Planned.SeenRecord is not null
            || unit.Planned.Verdict.Kind is Engine.UpToDate.VerdictKind.Forced
            || !DoneFile.IsValid(done)
        )
            return false;
        var result = FindResult(directory, unit.Parameter("task"));
        if (result is null)
            return false;
        File.Copy(done, unit.Output(EvaluateStage.Done), overwrite: true);
        File.Copy(result, unit.Output(EvaluateStage.Result), overwrite: true);
        return true;
    }

    // What the program wrote to {output} goes before what it left under {results}.
    private static void Collect(UnitContext unit, Cell cell, string directory)
    {
        var output = unit.Output(EvaluateStage.Result);
        if (!File.Exists(output))
            File.Copy(
                FindResult(directory, cell.Task)
                    ?? throw new UnitFailure(
                        $"the command ended well, but left no {cell.Task}.json under {{results}}, {directory}/results"
                    ),
                output
            );
        if (MtebResult.Score(File.ReadAllBytes(output)) is null)
            throw new UnitFailure(
                $"{cell.Task}.json has no main_score of a test, validation or dev split"
            );
    }

    /// <summary>The result in a cell's directory: beside <c>done.json</c>, else the newest the tool left.</summary>
    internal static string? FindResult(string directory, string task)
    {
        var beside = Path.Combine(directory, $"{task}.json");
        if (File.Exists(beside))
            return beside;
        var results = Path.Combine(directory, "results");
        return Directory.Exists(results)
            ? Directory
                .EnumerateFiles(results, $"{task}.json", SearchOption.AllDirectories)
                .OrderByDescending(File.GetLastWriteTimeUtc)
                .ThenBy(path => path, StringComparer.Ordinal)
                .FirstOrDefault()
            : null;
    }

    private static void Note(Cell cell, Shard shard, string directory, string error)
    {
        try
        {
            var text = DoneFile.Text(cell, shard, TimeProvider.System.GetUtcNow(), error);
            Durable.Write(Path.Combine(directory, DoneFile.Failed), stream => stream.Write(text));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The ledger has the failure as well.
        }
    }
}
