namespace Sluice.Workers.Tables.Parquet;

/// <summary>
/// What a column chunk says of its values so that readers can skip it. The bounds are PLAIN bytes,
/// without a length for strings, or null where none holds.
/// </summary>
/// <param name="NullCount">Rows that hold no value.</param>
/// <param name="Min">No value is less.</param>
/// <param name="Max">No value is greater.</param>
/// <param name="MinExact">Whether <paramref name="Min"/> is itself a value.</param>
/// <param name="MaxExact">Whether <paramref name="Max"/> is itself a value.</param>
internal sealed record ParquetStatistics(
    long NullCount,
    byte[]? Min,
    byte[]? Max,
    bool MinExact = true,
    bool MaxExact = true
);
