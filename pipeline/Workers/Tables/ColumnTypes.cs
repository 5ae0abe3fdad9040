namespace Sluice.Workers.Tables;

/// <summary>Which types the columns of a table have.</summary>
public enum ColumnTypes
{
    /// <summary>Those of the file, or where it has none, those that all of a column's values have.</summary>
    Inferred,

    /// <summary>Text, and nothing is null.</summary>
    Text,
}
