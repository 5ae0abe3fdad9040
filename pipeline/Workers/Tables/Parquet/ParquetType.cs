namespace Sluice.Workers.Tables.Parquet;

/// <summary>The value types of a column; the numbers are the format's physical types.</summary>
public enum ParquetType
{
    /// <summary>BOOLEAN: a <see cref="bool"/>.</summary>
    Boolean = 0,

    /// <summary>INT64: a <see cref="long"/>.</summary>
    Int64 = 2,

    /// <summary>DOUBLE: a <see cref="double"/>; NaN payloads and the sign of zero are kept.</summary>
    Double = 5,

    /// <summary>BYTE_ARRAY annotated STRING: UTF-8 text.</summary>
    String = 6,
}
