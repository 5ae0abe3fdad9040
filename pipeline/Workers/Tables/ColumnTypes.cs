namespace Sluice.Workers.Tables;

/// <summary>Which types the columns of a table have.</summary>
public enum ColumnTypes
{
    /// <summary>
    /// Those of the file, or where it has none, those that all of a column's values have; columns that
    /// <see cref="IdentifierName"/> knows are text.
    /// </summary>
    Inferred,

    /// <summary>As inferred, identifiers too.</summary>
    All,

    /// <summary>Text, and nothing is null.</summary>
    Text,
}
