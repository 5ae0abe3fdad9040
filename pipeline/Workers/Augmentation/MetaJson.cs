using System.Text.Json;
using Sluice.Engine;
using Sluice.Engine.Files;
using Sluice.Workers.Augmentation.Combos;
using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Workers.Augmentation;

/// <summary>meta.json beside a dataset: what made it, and how much came out.</summary>
internal sealed record MetaJson
{
    public required Combo Combo { get; init; }

    public required int VariantsPerSample { get; init; }

    public required long Seed { get; init; }

    public required long Rows { get; init; }

    /// <summary>Rows of the input.</summary>
    public required long InputRows { get; init; }

    /// <summary>Rows of the input that have no variant.</summary>
    public required long RowsWithoutVariant { get; init; }

    /// <summary>The input, relative to the workspace where it lies within.</summary>
    public required string SourceInput { get; init; }

    public required IReadOnlyList<string> Columns { get; init; }

    public required TimeSpan Duration { get; init; }

    public required RowCounts Counts { get; init; }

    public void Write(string path)
    {
        using var stream = File.Create(path);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteStartArray("combo_methods");
        foreach (var method in Combo.Methods)
            json.WriteStringValue(method);
        json.WriteEndArray();
        json.WriteString("combo_id", Combo.Id);
        json.WriteNumber("variants_per_sample", VariantsPerSample);
        json.WriteNumber("seed", Seed);
        json.WriteNumber("rows", Rows);
        json.WriteNumber("input_rows", InputRows);
        json.WriteNumber("rows_without_variant", RowsWithoutVariant);
        json.WriteStartObject("skipped");
        json.WriteNumber("no_candidate", Counts.NoCandidate);
        json.WriteNumber("not_changed", Counts.Unchanged);
        json.WriteNumber("too_similar", Counts.TooSimilar);
        json.WriteNumber("too_different", Counts.TooDifferent);
        json.WriteNumber("duplicates", Counts.Duplicates);
        json.WriteNumber("evidence_missing", Counts.EvidenceMissing);
        json.WriteEndObject();
        json.WriteString("source_input", SourceInput);
        json.WriteStartArray("columns");
        foreach (var column in Columns)
            json.WriteStringValue(column);
        json.WriteEndArray();
        json.WriteStartObject("timing");
        json.WriteNumber("duration_seconds", Math.Round(Duration.TotalSeconds, 3));
        json.WriteNumber(
            "rows_per_second",
            Math.Round(Rows / Math.Max(Duration.TotalSeconds, 0.001), 1)
        );
        json.WriteNumber("rows_skipped", Counts.Skipped);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Only the number of rows.</summary>
    /// <exception cref="UserError">The file is missing or damaged.</exception>
    public static long ReadRows(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return json.RootElement.GetProperty("rows").GetInt64();
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
            throw new UserError(
                e is FileNotFoundException or DirectoryNotFoundException
                    ? $"{path}: {PathFact.Of(path)}; run --target=Augment again"
                : e is IOException or UnauthorizedAccessException
                    ? $"{path}: cannot be read: {e.Message}"
                : $"{path}: not meta.json as Augment writes it ({e.Message}); remove it and run --target=Augment again"
            );
        }
    }
}
