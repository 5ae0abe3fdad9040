namespace Sluice.Workers.Tables.Parquet;

/// <summary>The encodings the writer uses; the numbers are the format's Encoding.</summary>
internal enum ParquetEncoding
{
    Plain = 0,
    Rle = 3,
    RleDictionary = 8,
}
