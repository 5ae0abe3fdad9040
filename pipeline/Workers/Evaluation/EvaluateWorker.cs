using Sluice.Engine.Commands;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Working;
using Sluice.Workers.Evaluation.Adoption;

namespace Sluice.Workers.Evaluation;

/// <summary>
/// Evaluates a cell, by the user's program or by the built-in tasks, and leaves <c>done.json</c> beside
/// the result, or <c>failed.json</c>. A cell that others have done meanwhile is taken as it is.
/// </summary>
internal sealed class EvaluateWorker : IWorker, IDisposable
{
    private readonly CommandWorker _command = new();
    private readonly CellScorer _scorer = new();
    private Plan? _toReport;

    /// <inheritdoc/>
    public void ShardStarted(ShardContext shard)
    {
        _command.ShardStarted(shard);
        _toReport = shard.Plan;
        ConfigSnapshot
            .Of(shard.Plan.Stage.OutputRoot)
            .Write(CellRecipe.Snapshot.In(shard.Plan.Stage.Options));
    }

    /// <inheritdoc/>
    public void ShardEnded(ShardContext shard) => Report();

    /// <inheritdoc/>
    public async Task RunAsync(UnitContext unit, CancellationToken cancellation)
    {
        var cell = EvaluateStage.CellOf(unit.Unit);
        var directory = Path.Combine(
            unit.Plan.Stage.OutputRoot,
            unit.Parameter(CellRecipe.Directory)
        );
        if (!IsRedone(unit) && Take(unit, directory))
        {
            unit.Log.WriteLine($"{unit.Unit.Key}: done by others meanwhile: taken as it is");
            return;
        }
        try
        {
            if (TryKeep(unit))
                unit.Log.WriteLine($"{unit.Unit.Key}: its result is as recorded: kept");
            else if (unit.Plan.Stage.Command is null)
                await File.WriteAllBytesAsync(
                    unit.Output(EvaluateStage.Result),
                    _scorer.Score(cell, unit, cancellation),
                    cancellation
                );
            else
            {
                // For a tool that wants its own directory, whatever it calls its files.
                if (UsesResults(unit.Plan.Stage.Command))
                    Prepare(
                        Path.Combine(directory, CellResults.Directory),
                        isEmpty: IsRedone(unit)
                    );
                await _command.RunAsync(unit, cancellation);
                Collect(unit, cell, directory);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
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
    public void Dispose()
    {
        _command.Dispose();
        // Where a signal ended the shard.
        Report();
    }

    private void Report()
    {
        if (_toReport is { } plan)
            ProgressCsv.Rebuild(plan);
        _toReport = null;
    }

    // A tool that finds its own result of before would leave it as it is.
    private static void Prepare(string results, bool isEmpty)
    {
        if (isEmpty && Directory.Exists(results))
            Directory.Delete(results, recursive: true);
        Directory.CreateDirectory(results);
    }

    private static bool UsesResults(CommandTemplate command) =>
        command
            .Arguments.Concat(command.Environment.Values)
            .Any(text => text.Contains("{param.directory}/results", StringComparison.Ordinal));

    // What this pipeline has recorded itself is redone because it is out of date.
    private static bool IsRedone(UnitContext unit) =>
        unit.Planned.SeenRecord is not null || unit.Planned.Verdict.Kind is VerdictKind.Forced;

    // Where only done.json has been written over, the result that the ledger vouches for is one yet.
    private static bool TryKeep(UnitContext unit)
    {
        if (unit.Planned.Verdict.Kind is not VerdictKind.OutputModified)
            return false;
        var stage = unit.Plan.Stage;
        var result = Path.Combine(stage.OutputRoot, unit.Unit.Outputs[EvaluateStage.Result]);
        if (
            Ledger.Open(stage.Paths.Ledger).Done(unit.Unit.Key) is not { } done
            || done.Id != unit.Planned.SeenRecord
            || FileIdentity.Of(result) is null
            || Sha256Hex.OfFile(result) != done.Outputs[EvaluateStage.Result].Hash
        )
            return false;
        File.Copy(result, unit.Output(EvaluateStage.Result), overwrite: true);
        return true;
    }

    private static bool Take(UnitContext unit, string directory)
    {
        var root = unit.Plan.Stage.OutputRoot;
        foreach (
            var done in new[]
            {
                Path.Combine(directory, DoneFile.Done),
                Path.Combine(
                    root,
                    EvaluateStage.OldName(unit.Unit.Outputs[EvaluateStage.Done]) ?? ""
                ),
            }
        )
        {
            if (
                !DoneFile.IsValid(done)
                || CellResults.Find(Path.GetDirectoryName(done)!, unit.Parameter(CellRecipe.Task))
                    is not { Score.Kind: > MtebScoreKind.None } result
            )
                continue;
            File.Copy(done, unit.Output(EvaluateStage.Done), overwrite: true);
            File.Copy(result.File, unit.Output(EvaluateStage.Result), overwrite: true);
            return true;
        }
        return false;
    }

    // What the program wrote to {output} goes before what it left under {results}, unless that says more.
    private static void Collect(UnitContext unit, Cell cell, string directory)
    {
        var output = unit.Output(EvaluateStage.Result);
        var written = File.Exists(output)
            ? new CellResult(output, CellResults.Score(output, cell.Task))
            : null;
        // Not the one beside done.json, which is of another time.
        if (
            written?.Score.Number is null
            && CellResults.FindBelow(Path.Combine(directory, CellResults.Directory), cell.Task)
                is { } left
            && (written is null || left.Score.Kind > written.Score.Kind)
        )
        {
            File.Copy(left.File, output, overwrite: true);
            written = left;
        }
        if (written is null)
            throw new UnitFailure(
                $"the command ended well, but left no {cell.Task}.json under {{results}}, {directory}/{CellResults.Directory}, and nothing at {{output}}; see that it writes to one of them"
            );
        if (written.Score.Kind == MtebScoreKind.None)
            throw new UnitFailure(
                $"the command ended well, but {cell.Task}.json is no result: {written.Score.Why}; see what the command wrote"
            );
        // That the evaluation came to no number is what it came to: doing it again would change nothing.
        if (written.Score.Number is null)
            unit.Log.WriteLine(
                $"{unit.Unit.Key}: no score: {written.Score.Why}: blank in a report"
            );
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
