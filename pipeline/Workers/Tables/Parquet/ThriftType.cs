namespace Sluice.Workers.Tables.Parquet;

/// <summary>The type codes of Thrift's compact protocol, as field headers and list headers carry them.</summary>
internal enum ThriftType
{
    True = 1,
    False = 2,
    Byte = 3,
    Int16 = 4,
    Int32 = 5,
    Int64 = 6,
    Double = 7,
    Binary = 8,
    List = 9,
    Set = 10,
    Map = 11,
    Struct = 12,
}
