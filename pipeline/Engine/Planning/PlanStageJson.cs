using System.Text.Json;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Planning;

/// <summary>A stage in a plan's first line.</summary>
internal static class PlanStageJson
{
    public static void Write(Utf8JsonWriter json, Stage stage)
    {
        json.WriteStartObject();
        json.WriteString("name", stage.Name);
        json.WriteString("workspace", stage.Workspace);
        json.WriteString("output_root", stage.OutputRoot);
        json.WriteString("worker", stage.Worker);
        json.WriteNumber("worker_version", stage.WorkerVersion);
        WriteList(json, "inputs", stage.Inputs);
        WriteList(json, "code_files", stage.CodeFiles);
        WriteMap(json, "parameters", stage.Parameters);
        WriteMap(json, "options", stage.Options);
        if (stage.Command is { } command)
        {
            json.WriteStartObject("command");
            WriteList(json, "arguments", command.Arguments);
            WriteMap(json, "environment", command.Environment);
            json.WriteString("working_directory", command.WorkingDirectory);
            json.WriteEndObject();
        }
        json.WriteString("when_busy", stage.WhenBusy.ToString());
        if (stage.Split != Split.RoundRobin)
            json.WriteString("split", stage.Split.ToString());
        if (stage.KeptTogether is { } kept)
            json.WriteString("kept_together", kept);
        json.WriteStartObject("limits");
        json.WriteNumber("retries", stage.Limits.Retries);
        json.WriteNumber("backoff", stage.Limits.Backoff.TotalSeconds);
        if (stage.Limits.Timeout is { } timeout)
            json.WriteNumber("timeout", timeout.TotalSeconds);
        json.WriteNumber("grace", stage.Limits.Grace.TotalSeconds);
        json.WriteNumber("slots", stage.Limits.Slots);
        json.WriteNumber("claim_expiry", stage.Limits.ClaimExpiry.TotalSeconds);
        json.WriteString("schedule", stage.Limits.Schedule.ToString());
        json.WriteBoolean("fail_fast", stage.Limits.FailFast);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static Stage Read(JsonElement json, IReadOnlyList<Unit> units)
    {
        var limits = json.GetProperty("limits");
        return new Stage
        {
            Name = json.GetProperty("name").GetString()!,
            Workspace = json.GetProperty("workspace").GetString()!,
            OutputRoot = json.GetProperty("output_root").GetString()!,
            Worker = json.GetProperty("worker").GetString()!,
            WorkerVersion = json.GetProperty("worker_version").GetInt32(),
            Inputs = ReadList(json, "inputs"),
            CodeFiles = ReadList(json, "code_files"),
            Parameters = ReadMap(json, "parameters"),
            Options = ReadMap(json, "options"),
            Command = json.TryGetProperty("command", out var command)
                ? new CommandTemplate
                {
                    Arguments = ReadList(command, "arguments"),
                    Environment = ReadMap(command, "environment"),
                    WorkingDirectory = command.GetProperty("working_directory").GetString()!,
                }
                : null,
            WhenBusy = json.TryGetProperty("when_busy", out var busy)
                ? Enum.Parse<BusyUnits>(busy.GetString()!)
                : BusyUnits.Wait,
            Split = json.TryGetProperty("split", out var split)
                ? Enum.Parse<Split>(split.GetString()!)
                : Split.RoundRobin,
            KeptTogether = json.TryGetProperty("kept_together", out var kept)
                ? kept.GetString()
                : null,
            Limits = new RunLimits
            {
                Retries = limits.GetProperty("retries").GetInt32(),
                Backoff = Seconds(limits, "backoff"),
                Timeout = limits.TryGetProperty("timeout", out _)
                    ? Seconds(limits, "timeout")
                    : null,
                Grace = Seconds(limits, "grace"),
                Slots = limits.GetProperty("slots").GetInt32(),
                ClaimExpiry = Seconds(limits, "claim_expiry"),
                Schedule = limits.TryGetProperty("schedule", out var schedule)
                    ? Enum.Parse<Schedule>(schedule.GetString()!)
                    : Schedule.Steal,
                FailFast = limits.GetProperty("fail_fast").GetBoolean(),
            },
            Units = units,
        };
    }

    public static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> items)
    {
        if (items.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var item in items)
            json.WriteStringValue(item);
        json.WriteEndArray();
    }

    public static IReadOnlyList<string> ReadList(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list)
            ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
            : [];

    public static void WriteMap(
        Utf8JsonWriter json,
        string name,
        IReadOnlyDictionary<string, string> map
    )
    {
        if (map.Count == 0)
            return;
        json.WriteStartObject(name);
        foreach (var (key, value) in map)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    public static IReadOnlyDictionary<string, string> ReadMap(JsonElement json, string name)
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (json.TryGetProperty(name, out var values))
            foreach (var pair in values.EnumerateObject())
                map[pair.Name] = pair.Value.GetString()!;
        return map;
    }

    private static TimeSpan Seconds(JsonElement json, string name) =>
        TimeSpan.FromSeconds(json.GetProperty(name).GetDouble());
}
