using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Claims;

/// <summary>Who a worker is and how far it is: what its status file holds.</summary>
public sealed record WorkerStatus
{
    public required WorkerIdentity Worker { get; init; }

    /// <summary>Id of the plan it works on.</summary>
    public required string PlanId { get; init; }

    public required Shard Shard { get; init; }

    /// <summary>When it started, by its clock.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>The job of a cluster it belongs to; empty locally.</summary>
    public string Job { get; init; } = "";

    /// <summary>Units that ended with it or are left of its slice.</summary>
    public int Total { get; init; }

    /// <summary>Units of its slice that are not settled.</summary>
    public int Left { get; init; }

    /// <summary>Units it committed.</summary>
    public int Done { get; init; }

    /// <summary>Units that failed for good.</summary>
    public int Failed { get; init; }

    /// <summary>Units of its slice that another run had done meanwhile.</summary>
    public int DoneElsewhere { get; init; }

    /// <summary>Rows or other items produced.</summary>
    public long Rows { get; init; }

    /// <summary>Key of the unit it does now; empty when idle.</summary>
    public string Current { get; init; } = "";

    /// <summary>Why it ended before its work was done, when that is no unit's failure; empty otherwise.</summary>
    public string Problem { get; init; } = "";

    /// <summary>Its exit code once it has ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>When it ended, by its clock; null before.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The Slurm job or array element this process runs in; empty outside.</summary>
    public static string CurrentJob() =>
        (
            Environment.GetEnvironmentVariable("SLURM_ARRAY_JOB_ID"),
            Environment.GetEnvironmentVariable("SLURM_ARRAY_TASK_ID")
        )
            is ({ Length: > 0 } array, { Length: > 0 } element)
            ? $"{array}_{element}"
            : Environment.GetEnvironmentVariable("SLURM_JOB_ID") ?? "";

    /// <summary>JSON in one line, padded with blanks to a fixed length so that one write replaces it.</summary>
    internal byte[] Encode(int length)
    {
        var buffer = new ArrayBufferWriter<byte>(length);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteString("id", Worker.Id);
            json.WriteString("host", Worker.Host);
            json.WriteString("boot", Worker.Boot);
            json.WriteNumber("pid", Worker.Pid);
            json.WriteNumber("started_ticks", Worker.Started);
            json.WriteString("plan", PlanId);
            json.WriteString("shard", Shard.ToString());
            json.WriteString(
                "started",
                Started.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)
            );
            if (Job.Length > 0)
                json.WriteString("job", Job);
            json.WriteNumber("total", Total);
            json.WriteNumber("left", Left);
            json.WriteNumber("done", Done);
            json.WriteNumber("failed", Failed);
            json.WriteNumber("done_elsewhere", DoneElsewhere);
            json.WriteNumber("rows", Rows);
            json.WriteString("current", Current.Length > 200 ? Current[..200] : Current);
            if (Problem.Length > 0)
                json.WriteString("problem", Problem.Length > 400 ? Problem[..400] : Problem);
            if (ExitCode is { } code)
                json.WriteNumber("exit_code", code);
            if (Ended is { } ended)
                json.WriteString(
                    "ended",
                    ended.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)
                );
            json.WriteEndObject();
        }
        var line = new byte[Math.Max(length, buffer.WrittenCount + 1)];
        Array.Fill(line, (byte)' ');
        buffer.WrittenSpan.CopyTo(line);
        line[^1] = (byte)'\n';
        return line;
    }

    /// <summary>Statuses of the workers of a plan, by shard.</summary>
    public static IReadOnlyList<WorkerStatus> ReadAll(Plan plan) =>
        [.. ReadAll(plan.Stage.Paths).Where(status => status.PlanId == plan.Id)];

    /// <summary>Statuses of the workers of the plan that was started last, by shard.</summary>
    public static IReadOnlyList<WorkerStatus> OfLastRun(StagePaths paths)
    {
        var all = ReadAll(paths);
        var last = all.MaxBy(status => status.Started)?.PlanId;
        return [.. all.Where(status => status.PlanId == last)];
    }

    private static IEnumerable<WorkerStatus> ReadAll(StagePaths paths) =>
        FilesOf(paths.Workers)
            .Select(Read)
            .OfType<WorkerStatus>()
            .OrderBy(status => status.Shard.Index);

    private static string[] FilesOf(string workers)
    {
        try
        {
            return Directory.GetFiles(workers, "*.json");
        }
        catch (DirectoryNotFoundException)
        {
            // Not made yet, or removed under the run.
            return [];
        }
    }

    /// <summary>Reads a status file; null while it is being written or when it is damaged.</summary>
    public static WorkerStatus? Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path, Encoding.UTF8));
            var json = document.RootElement;
            return new WorkerStatus
            {
                Worker = new WorkerIdentity(
                    json.GetProperty("id").GetString()!,
                    json.GetProperty("host").GetString()!,
                    json.GetProperty("boot").GetString()!,
                    json.GetProperty("pid").GetInt32(),
                    json.GetProperty("started_ticks").GetInt64()
                ),
                PlanId = json.GetProperty("plan").GetString()!,
                Shard = Shard.Parse(json.GetProperty("shard").GetString()!)!.Value,
                Started = json.GetProperty("started").GetDateTimeOffset(),
                Job = json.TryGetProperty("job", out var job) ? job.GetString()! : "",
                Total = json.GetProperty("total").GetInt32(),
                Left = json.TryGetProperty("left", out var left) ? left.GetInt32() : 0,
                Done = json.GetProperty("done").GetInt32(),
                Failed = json.GetProperty("failed").GetInt32(),
                DoneElsewhere = json.GetProperty("done_elsewhere").GetInt32(),
                Rows = json.GetProperty("rows").GetInt64(),
                Current = json.GetProperty("current").GetString()!,
                Problem = json.TryGetProperty("problem", out var problem)
                    ? problem.GetString()!
                    : "",
                ExitCode = json.TryGetProperty("exit_code", out var code) ? code.GetInt32() : null,
                Ended = json.TryGetProperty("ended", out var ended)
                    ? ended.GetDateTimeOffset()
                    : null,
            };
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
            )
        {
            return null;
        }
    }
}
