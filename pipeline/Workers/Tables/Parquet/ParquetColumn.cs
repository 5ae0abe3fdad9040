namespace Sluice.Workers.Tables.Parquet;

/// <summary>One column of a Parquet schema.</summary>
/// <param name="Name">Unique in its file; any text.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Optional">Whether it may hold nulls; a required column refuses them.</param>
internal sealed record ParquetColumn(string Name, ParquetType Type, bool Optional = false);
