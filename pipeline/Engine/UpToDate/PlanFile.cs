using System.Text;
using System.Text.Json;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;

namespace Sluice.Engine.UpToDate;

/// <summary>
/// A plan on disk: one <see cref="ChecksummedLine"/> for the stage, then one a unit. Checksummed,
/// because a unit done from a damaged line would be recorded as what the plan's fingerprint promises.
/// </summary>
public static class PlanFile
{
    private const int Version = 1;

    /// <summary>Writes the plan durably to its place.</summary>
    public static void Write(Plan plan) =>
        Durable.Write(
            plan.File,
            stream =>
            {
                stream.Write(ChecksummedLine.Of(json => WriteHeader(json, plan)));
                foreach (var unit in plan.Units)
                    stream.Write(ChecksummedLine.Of(json => WriteUnit(json, unit)));
            }
        );

    /// <summary>Reads a plan.</summary>
    /// <exception cref="UserError">Missing, damaged, or written by a newer version.</exception>
    public static Plan Read(string path)
    {
        try
        {
            using var lines = File.ReadLines(path).GetEnumerator();
            if (!lines.MoveNext())
                throw new UserError($"{path}: the plan is empty; run the stage again");
            using var header = Open(lines.Current);
            var json = header.RootElement;
            if (json.GetProperty("version").GetInt32() > Version)
                throw new UserError(
                    $"{path}: written by a newer version of Sluice; use that version"
                );
            var count = json.GetProperty("units").GetInt32();
            var units = new List<PlannedUnit>(count);
            while (lines.MoveNext())
            {
                using var line = Open(lines.Current);
                units.Add(ReadUnit(line.RootElement));
            }
            if (units.Count != count)
                throw new UserError(
                    $"{path}: the plan holds {units.Count} of {count} units; run the stage again"
                );
            return new Plan
            {
                Id = json.GetProperty("id").GetString()!,
                Generation = json.GetProperty("generation").GetInt64(),
                SharedParts = LedgerFormat.ReadParts(json.GetProperty("shared")),
                Stage = PlanStageJson.Read(
                    json.GetProperty("stage"),
                    [.. units.Select(u => u.Unit)]
                ),
                Units = units,
            };
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or ArgumentException
            )
        {
            throw new UserError($"{path}: the plan is damaged ({e.Message}); run the stage again");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(
                $"{path}: the plan cannot be read ({e.Message}); run the stage again"
            );
        }
    }

    private static void WriteHeader(Utf8JsonWriter json, Plan plan)
    {
        json.WriteString("t", "plan");
        json.WriteNumber("version", Version);
        json.WriteString("id", plan.Id);
        json.WriteNumber("generation", plan.Generation);
        json.WriteNumber("units", plan.Units.Count);
        LedgerFormat.WriteParts(json, "shared", plan.SharedParts);
        json.WritePropertyName("stage");
        PlanStageJson.Write(json, plan.Stage);
    }

    private static void WriteUnit(Utf8JsonWriter json, PlannedUnit planned)
    {
        var unit = planned.Unit;
        json.WriteString("u", unit.Key);
        json.WriteString("f", planned.Fingerprint);
        json.WriteString("k", planned.Verdict.Kind.ToString());
        json.WriteString("why", planned.Verdict.Detail);
        if (planned.SeenRecord is not null)
            json.WriteString("seen", planned.SeenRecord);
        if (!planned.Selected)
            json.WriteBoolean("left_out", true);
        if (unit.MayBeEmpty)
            json.WriteBoolean("may_be_empty", true);
        if (unit.Exclusive)
            json.WriteBoolean("exclusive", true);
        LedgerFormat.WriteParts(json, "own", planned.OwnParts);
        PlanStageJson.WriteList(json, "in", unit.Inputs);
        PlanStageJson.WriteList(json, "out", unit.Outputs);
        PlanStageJson.WriteMap(json, "p", unit.Parameters);
    }

    private static PlannedUnit ReadUnit(JsonElement json)
    {
        var unit = new Unit
        {
            Key = json.GetProperty("u").GetString()!,
            Inputs = PlanStageJson.ReadList(json, "in"),
            Outputs = PlanStageJson.ReadList(json, "out"),
            Parameters = PlanStageJson.ReadMap(json, "p"),
            MayBeEmpty = json.TryGetProperty("may_be_empty", out _),
            Exclusive = json.TryGetProperty("exclusive", out _),
        };
        return new PlannedUnit(
            unit,
            Hash256.TryParse(json.GetProperty("f").GetString(), out var hash)
                ? hash
                : throw new FormatException("a fingerprint is no hash"),
            LedgerFormat.ReadParts(json.GetProperty("own")),
            new Verdict(
                Enum.Parse<VerdictKind>(json.GetProperty("k").GetString()!),
                json.GetProperty("why").GetString()!
            ),
            json.TryGetProperty("seen", out var seen) ? seen.GetString() : null,
            !json.TryGetProperty("left_out", out _)
        );
    }

    private static JsonDocument Open(string line) =>
        ChecksummedLine.Open(Encoding.UTF8.GetBytes(line))
        ?? throw new FormatException("a line's checksum is wrong");
}
