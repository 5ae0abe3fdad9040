using Sluice.Engine.Claims;

namespace Sluice.Monitor;

/// <summary>Stages' numbers for people and for machines. Pure, but for asking whether workers live.</summary>
public static class StatusText
{
    private const int MostGroups = 5;

    /// <summary>A line a stage, and a line for every shard of its last run.</summary>
    public static IEnumerable<string> Table(IReadOnlyList<StageStatus> stages)
    {
        yield return $"{"Stage", -20} {"Units", 9} {"Up to date", 11} {"Stale", 9} {"Failed", 7}";
        foreach (var stage in stages)
        {
            yield return $"{stage.Stage, -20} {stage.Units, 9:N0} {stage.UpToDate, 11:N0} {stage.Stale, 9:N0} {stage.Failed, 7:N0}";
            foreach (var line in Failures(stage))
                yield return line;
            var jobs = ByShard(stage);
            foreach (var shard in stage.Shards)
                yield return $"  shard {shard.Shard, -12} {shard.Total, 9:N0} {(shard.Total == 1 ? "unit:" : "units:")} {shard.Done + shard.DoneElsewhere:N0} done, {shard.Failed:N0} failed, {shard.Rows:N0} rows, {State(shard, JobOf(shard, jobs))}";
            var shown = stage.Shards.Select(s => s.Job).ToHashSet();
            foreach (
                var line in ShardJobText.Lines([
                    .. stage.Jobs.Where(job => !shown.Contains(job.Id)),
                ])
            )
                yield return line;
        }
    }

    /// <summary>What of the stages' ledgers was dropped.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<StageStatus> stages) =>
        stages.SelectMany(stage => PlanText.Problems(stage.Stage, stage.Problems));

    /// <summary>One JSON object a line: stages, then shards.</summary>
    public static IEnumerable<string> Json(IReadOnlyList<StageStatus> stages)
    {
        foreach (var stage in stages)
        {
            foreach (var problem in stage.Problems)
                yield return JsonReporter.Line(
                    "problem",
                    stage.Stage,
                    json => json.WriteString("text", problem)
                );
            yield return JsonReporter.Line(
                "status",
                stage.Stage,
                json =>
                {
                    json.WriteNumber("units", stage.Units);
                    json.WriteNumber("up_to_date", stage.UpToDate);
                    json.WriteNumber("stale", stage.Stale);
                    json.WriteNumber("failed", stage.Failed);
                }
            );
            foreach (var group in stage.Failures)
                yield return JsonReporter.Line(
                    "failures",
                    stage.Stage,
                    json =>
                    {
                        json.WriteNumber("count", group.Records.Count);
                        json.WriteString("error", group.Example);
                        json.WriteNumber("exit_code", group.Records[0].ExitCode);
                        json.WriteString("unit", group.Records[0].Unit);
                        json.WriteString("log", group.Records[0].Log);
                    }
                );
            foreach (var shard in stage.Shards)
                yield return JsonReporter.Line(
                    "shard",
                    stage.Stage,
                    json =>
                    {
                        json.WriteString("shard", shard.Shard.ToString());
                        json.WriteNumber("units", shard.Total);
                        json.WriteNumber("done", shard.Done + shard.DoneElsewhere);
                        json.WriteNumber("failed", shard.Failed);
                        json.WriteNumber("rows", shard.Rows);
                        json.WriteString("state", State(shard, null));
                        if (shard.Job.Length > 0)
                            json.WriteString("job", shard.Job);
                    }
                );
            foreach (var job in stage.Jobs)
                yield return JsonReporter.Line(
                    "job",
                    stage.Stage,
                    json =>
                    {
                        json.WriteString("job", job.Id);
                        json.WriteNumber("attempt", job.Attempt);
                        json.WriteStartArray("shards");
                        foreach (var shard in job.Shards)
                            json.WriteStringValue(shard.ToString());
                        json.WriteEndArray();
                        json.WriteString("state", job.State);
                        json.WriteString("reason", job.Reason);
                        json.WriteString("node", job.Node);
                        if (job.User.Length > 0)
                            json.WriteString("user", job.User);
                        if (job.Remedy is { } never)
                            json.WriteString("remedy", never);
                        if (job.Said is { } said)
                            json.WriteString("said", said);
                    }
                );
        }
    }

    private static IEnumerable<string> Failures(StageStatus stage)
    {
        foreach (var group in stage.Failures.Take(MostGroups))
        {
            var first = group.Records[0];
            var more = group.Records.Count > 1 ? $" and {group.Records.Count - 1:N0} more" : "";
            yield return $"  {group.Records.Count:N0} × {group.Example}";
            yield return $"      {first.Unit}{more}, log {first.Log}";
        }
        if (stage.Failures.Count > MostGroups)
            yield return $"  … and failures of {stage.Failures.Count - MostGroups:N0} other kinds: --json lists them";
    }

    private static Dictionary<string, ShardJob> ByShard(StageStatus stage) =>
        stage.Jobs.DistinctBy(job => job.Id).ToDictionary(job => job.Id);

    // The worker says how far it is; the executor, whether it lives.
    private static ShardJob? JobOf(WorkerStatus shard, Dictionary<string, ShardJob> jobs) =>
        jobs.GetValueOrDefault(shard.Job);

    private static string State(WorkerStatus shard, ShardJob? job)
    {
        if (job is null)
            return State(shard);
        var place =
            $"job {job.Id}{(job is { IsRunning: true, User.Length: > 0 } ? $" of user {job.User}" : "")}{(job.Node.Length > 0 ? $" on {job.Node}" : "")}";
        return job switch
        {
            { IsRunning: true } when shard.ExitCode is null => $"{State(shard)}, {place}",
            { IsDone: true } => $"{State(shard)}, {place}",
            { Remedy: { } never } => $"{place} {job.Text}: {never}",
            _ => $"{place} {job.Text}",
        };
    }

    private static string State(WorkerStatus shard) =>
        shard.ExitCode switch
        {
            0 => "completed",
            Engine.ExitCode.Interrupted => "interrupted",
            { } code => $"ended with exit code {code}",
            null when shard.Worker.IsRunning() == false => "killed",
            null => shard.Current.Length > 0 ? $"running {shard.Current}" : "running",
        };
}
