using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Running;
using Sluice.Engine.UpToDate;

namespace Sluice.Workers.Evaluation;

/// <summary>
/// Evaluates a cell, by the user's program or by the built-in tasks, and leaves <c>done.json</c> beside
/// the result, or <c>failed.json</c>. A cell that others have done meanwhile is taken as it is.
/// </summary>
public sealed class EvaluateWorker : IWorker, IDisposable
{
    /// <summary>The tool's own directory in a cell's.</summary>
    internal const string Results = "results";

    private readonly CommandWorker _command = new();
    private readonly CellScorer _scorer = new();
    private Plan? _toReport;

    /// <inheritdoc/>
    public void ShardStarted(ShardContext shard)
    {
        _command.ShardStarted(shard);
        _toReport = shard.Plan;
        new ConfigSnapshot(
            Path.Combine(shard.Plan.Stage.OutputRoot, ConfigSnapshot.FileName)
        ).Write(shard.Plan.Stage.Options["snapshot"]);
    }

    /// <inheritdoc/>
    public void ShardEnded(ShardContext shard) => Report();

    /// <inheritdoc/>
    public async Task RunAsync(UnitContext unit, CancellationToken cancellation)
    {
        var cell = EvaluateStage.CellOf(unit.Unit);
        var directory = Path.Combine(unit.Plan.Stage.OutputRoot, unit.Parameter("directory"));
        if (!IsRedone(unit) && Take(unit, directory))
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
                    Prepare(Path.Combine(directory, Results), isEmpty: IsRedone(unit));
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
                || FindResult(Path.GetDirectoryName(done)!, unit.Parameter("task"))
                    is not { } result
            )
                continue;
            File.Copy(done, unit.Output(EvaluateStage.Done), overwrite: true);
            File.Copy(result, unit.Output(EvaluateStage.Result), overwrite: true);
            return true;
        }
        return false;
    }

    // What the program wrote to {output} goes before what it left under {results}.
    private static void Collect(UnitContext unit, Cell cell, string directory)
    {
        var output = unit.Output(EvaluateStage.Result);
        if (!File.Exists(output))
            File.Copy(
                // Not the one beside done.json, which is of another time.
                FindUnder(Path.Combine(directory, Results), cell.Task)
                    ?? throw new UnitFailure(
                        $"the command ended well, but left no {cell.Task}.json under {{results}}, {directory}/{Results}, and nothing at {{output}}; see that it writes to one of them"
                    ),
                output
            );
        if (MtebResult.Score(File.ReadAllBytes(output)) is null)
            throw new UnitFailure(
                $"{cell.Task}.json has no main_score of a test, validation or dev split; see what the command wrote"
            );
    }

    /// <summary>The result in a cell's directory: beside <c>done.json</c>, else the newest the tool left.</summary>
    internal static string? FindResult(string directory, string task)
    {
        var beside = Path.Combine(directory, $"{task}.json");
        return File.Exists(beside) ? beside : FindUnder(Path.Combine(directory, Results), task);
    }

    private static string? FindUnder(string results, string task) =>
        Directory.Exists(results)
            ? Directory
                .EnumerateFiles(results, $"{task}.json", SearchOption.AllDirectories)
                .OrderByDescending(File.GetLastWriteTimeUtc)
                .ThenBy(path => path, StringComparer.Ordinal)
                .FirstOrDefault()
            : null;

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
