using Sluice.Engine.Graph;
using Sluice.Workers.Tables;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Workers.Augmentation;

/// <summary>How the input is read, as parameters of the stage: part of what its results depend on.</summary>
internal static class InputParameters
{
    /// <summary>The column that is rewritten.</summary>
    public static readonly Field<string> TextColumn = Field.Text("text_column");

    /// <summary>The column with a sentence within the text; empty for none.</summary>
    public static readonly Field<string> EvidenceColumn = Field.Text("evidence_column");

    private static readonly Field<ColumnTypes> s_types = Field.Choice<ColumnTypes>("types");
    private static readonly Field<char> s_delimiter = Character("csv.delimiter");
    private static readonly Field<char?> s_quote = OptionalCharacter("csv.quote");
    private static readonly Field<char?> s_escape = OptionalCharacter("csv.escape");
    private static readonly Field<string> s_encoding = Field.Text("csv.encoding");
    private static readonly Field<char> s_decimal = Character("csv.decimal");
    private static readonly Field<IReadOnlyList<string>> s_nulls = Field.List("csv.nulls", '\n');

    /// <summary>They; those of CSV only where they differ from the standard.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(AugmentSettings settings)
    {
        yield return TextColumn.Is(settings.TextColumn);
        yield return EvidenceColumn.Is(settings.EvidenceColumn ?? "");
        yield return s_types.Is(settings.Types);
        var dialect = settings.Csv.Dialect();
        var standard = CsvDialect.Standard;
        if (dialect.Delimiter != standard.Delimiter)
            yield return s_delimiter.Is(dialect.Delimiter);
        if (dialect.Quote != standard.Quote)
            yield return s_quote.Is(dialect.Quote);
        if (dialect.Escape != standard.Escape)
            yield return s_escape.Is(dialect.Escape);
        if (dialect.Encoding != standard.Encoding)
            yield return s_encoding.Is(dialect.Encoding);
        if (dialect.Decimal != standard.Decimal)
            yield return s_decimal.Is(dialect.Decimal);
        if (dialect.Nulls.Count > 0)
            yield return s_nulls.Is(dialect.Nulls);
    }

    /// <summary>Reads the input as they say.</summary>
    /// <exception cref="Engine.UserError">As <see cref="DataTable.Read"/>.</exception>
    public static DataTable Read(string path, IReadOnlyDictionary<string, string> parameters)
    {
        var standard = CsvDialect.Standard;
        T In<T>(Field<T> field, T otherwise) =>
            parameters.ContainsKey(field.Key) ? field.In(parameters) : otherwise;
        var dialect = new CsvDialect
        {
            Section = "augment.csv",
            Delimiter = In(s_delimiter, standard.Delimiter),
            Quote = In(s_quote, standard.Quote),
            Escape = In(s_escape, standard.Escape),
            Encoding = In(s_encoding, standard.Encoding),
            Decimal = In(s_decimal, standard.Decimal),
            Nulls = In(s_nulls, standard.Nulls),
        };
        var text = TextColumn.In(parameters);
        var evidence = EvidenceColumn.In(parameters);
        return DataTable.Read(
            path,
            dialect,
            s_types.In(parameters),
            evidence.Length == 0 || evidence == text ? [text] : [text, evidence]
        );
    }

    private static Field<char> Character(string key) =>
        new(key, character => $"{character}", text => text[0]);

    private static Field<char?> OptionalCharacter(string key) =>
        new(key, character => $"{character}", text => text.Length > 0 ? text[0] : null);
}
