using System.Text;
using System.Text.Json;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;

namespace Sluice.Engine.Planning;

/// <summary>Units of a plan of format 1, a <see cref="ChecksummedLine"/> each after the stage's: read, no longer written.</summary>
internal static class PlanLines
{
    /// <summary>Reads the units after the first line.</summary>
    /// <exception cref="FormatException">A line is damaged.</exception>
    public static IReadOnlyList<PlannedUnit> Read(string path)
    {
        var units = new List<PlannedUnit>();
        foreach (var text in File.ReadLines(path).Skip(1))
        {
            using var line =
                ChecksummedLine.Open(Encoding.UTF8.GetBytes(text))
                ?? throw new FormatException("a line's checksum is wrong");
            units.Add(ReadUnit(line.RootElement));
        }
        return units;
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
}
