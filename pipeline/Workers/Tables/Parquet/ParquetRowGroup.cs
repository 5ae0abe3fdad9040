namespace Sluice.Workers.Tables.Parquet;

/// <summary>A written row group: one chunk a column, in the order of the schema.</summary>
internal sealed record ParquetRowGroup(int Rows, IReadOnlyList<ParquetChunk> Chunks);
