namespace Sluice.Workers.Tables.Csv;

/// <summary>How a CSV file is written, where it is not RFC 4180 in UTF-8.</summary>
public sealed record CsvDialect
{
    /// <summary>Comma, double quotes, UTF-8, decimal point, no word for null.</summary>
    public static CsvDialect Standard { get; } = new();

    /// <summary>What stands between fields: one ASCII character.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>What encloses a field, doubled within it; null where nothing does.</summary>
    public char? Quote { get; init; } = '"';

    /// <summary>
    /// What takes the special meaning of the character after it, as databases write: n, r and t after it
    /// are line feed, carriage return and tab; null where nothing does.
    /// </summary>
    public char? Escape { get; init; }

    /// <summary>One of <see cref="CsvEncoding.Names"/>.</summary>
    public string Encoding { get; init; } = CsvEncoding.Utf8;

    /// <summary>The mark before a number's fraction: point or comma.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>Fields that mean null, whatever their column, compared as they stand in the file.</summary>
    public IReadOnlyList<string> Nulls { get; init; } = [];

    /// <summary>Section that sets these, named in errors; null where nothing does.</summary>
    public string? Section { get; init; }

    /// <summary>What to do about a file of another kind.</summary>
    /// <param name="setting">Name of the setting.</param>
    /// <param name="value">Its right value, as YAML.</param>
    /// <param name="otherwise">What to do where there is no setting.</param>
    internal string Remedy(string setting, string value, string otherwise) =>
        Section is null ? otherwise : $"set {Section}.{setting}: {value}";

    /// <summary>A character as users may write it: itself, or tab, \t.</summary>
    public static char? Character(string text) =>
        text switch
        {
            "tab" or "\\t" => '\t',
            "comma" => ',',
            "semicolon" => ';',
            { Length: 1 } when text[0] < 128 && text[0] is not ('\r' or '\n' or '\0') => text[0],
            _ => null,
        };
}
