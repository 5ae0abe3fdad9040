using Sluice.Workers.Tables;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Workers.Augmentation;

/// <summary>How the input is read, as parameters of the stage: part of what its results depend on.</summary>
internal static class InputParameters
{
    /// <summary>Adds them; those of CSV only where they differ from the standard.</summary>
    public static void Write(AugmentSettings settings, IDictionary<string, string> parameters)
    {
        parameters["text_column"] = settings.TextColumn;
        parameters["evidence_column"] = settings.EvidenceColumn ?? "";
        parameters["types"] = settings.Types.ToString();
        var dialect = settings.Csv.Dialect();
        var standard = CsvDialect.Standard;
        if (dialect.Delimiter != standard.Delimiter)
            parameters["csv.delimiter"] = $"{dialect.Delimiter}";
        if (dialect.Quote != standard.Quote)
            parameters["csv.quote"] = $"{dialect.Quote}";
        if (dialect.Escape != standard.Escape)
            parameters["csv.escape"] = $"{dialect.Escape}";
        if (dialect.Encoding != standard.Encoding)
            parameters["csv.encoding"] = dialect.Encoding;
        if (dialect.Decimal != standard.Decimal)
            parameters["csv.decimal"] = $"{dialect.Decimal}";
        if (dialect.Nulls.Count > 0)
            parameters["csv.nulls"] = string.Join('\n', dialect.Nulls);
    }

    /// <summary>Reads the input as they say.</summary>
    /// <exception cref="Engine.UserError">As <see cref="DataTable.Read"/>.</exception>
    public static DataTable Read(string path, IReadOnlyDictionary<string, string> parameters)
    {
        var dialect = new CsvDialect { Section = "augment.csv" };
        if (parameters.TryGetValue("csv.delimiter", out var delimiter))
            dialect = dialect with { Delimiter = delimiter[0] };
        if (parameters.TryGetValue("csv.quote", out var quote))
            dialect = dialect with { Quote = quote.Length > 0 ? quote[0] : null };
        if (parameters.TryGetValue("csv.escape", out var escape))
            dialect = dialect with { Escape = escape[0] };
        if (parameters.TryGetValue("csv.encoding", out var encoding))
            dialect = dialect with { Encoding = encoding };
        if (parameters.TryGetValue("csv.decimal", out var mark))
            dialect = dialect with { Decimal = mark[0] };
        if (parameters.TryGetValue("csv.nulls", out var nulls))
            dialect = dialect with { Nulls = nulls.Split('\n') };
        var text = parameters["text_column"];
        var evidence = parameters["evidence_column"];
        return DataTable.Read(
            path,
            dialect,
            Enum.Parse<ColumnTypes>(parameters["types"]),
            evidence.Length == 0 || evidence == text ? [text] : [text, evidence]
        );
    }
}
