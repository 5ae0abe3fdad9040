using Sluice.Workers.Tables.Csv;

namespace Sluice.Workers.Augmentation;

/// <summary>Section <c>augment.csv</c>: how a CSV input is written, where it is not as RFC 4180 has it.</summary>
public sealed record CsvSettings
{
    private const string Section = "augment.csv";

    /// <summary>What stands between fields: an ASCII character, or the word tab.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>What encloses fields; empty for nothing.</summary>
    public string Quote { get; init; } = "\"";

    /// <summary>What takes a character's special meaning, a backslash mostly; null for nothing.</summary>
    public string? Escape { get; init; }

    /// <summary>One of <see cref="CsvEncoding.Names"/>, or a common other name of one.</summary>
    public string Encoding { get; init; } = CsvEncoding.Utf8;

    /// <summary>The mark before a number's fraction.</summary>
    public string Decimal { get; init; } = ".";

    /// <summary>Fields that mean null, such as \N or NA; an empty one always does.</summary>
    public IReadOnlyList<string> Nulls { get; init; } = [];

    /// <summary>What is wrong with them.</summary>
    public IEnumerable<(string Expected, string Found)> Problems()
    {
        var delimiter = CsvDialect.Character(Delimiter);
        if (delimiter is null)
            yield return ("delimiter to be one ASCII character, or tab", $"'{Delimiter}'");
        if (Quote.Length > 0 && CsvDialect.Character(Quote) is null)
            yield return ("quote to be one ASCII character, or empty", $"'{Quote}'");
        if (Escape is { Length: > 0 } && CsvDialect.Character(Escape) is null)
            yield return ("escape to be one ASCII character", $"'{Escape}'");
        if (delimiter is { } d && (Quote == $"{d}" || Escape == $"{d}"))
            yield return ("delimiter to differ from quote and escape", $"'{d}'");
        if (CsvEncoding.Canonical(Encoding) is null)
            yield return (
                $"encoding to be one of {string.Join(", ", CsvEncoding.Names)}",
                $"'{Encoding}'"
            );
        if (Decimal is not ("." or "," or "comma" or "point"))
            yield return ("decimal to be '.' or ','", $"'{Decimal}'");
    }

    /// <summary>The dialect of valid settings.</summary>
    public CsvDialect Dialect() =>
        new()
        {
            Delimiter = CsvDialect.Character(Delimiter) ?? ',',
            Quote = Quote.Length == 0 ? null : CsvDialect.Character(Quote),
            // An escape equal to the quote is RFC 4180's own doubling.
            Escape =
                Escape is { Length: > 0 } && Escape != Quote ? CsvDialect.Character(Escape) : null,
            Encoding = CsvEncoding.Canonical(Encoding) ?? CsvEncoding.Utf8,
            Decimal = Decimal is "," or "comma" ? ',' : '.',
            Nulls = Nulls,
            Section = Section,
        };
}
