using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Engine;
using Sluice.Workers.Tables.Parquet;

namespace Sluice.Workers.Tables;

/// <summary>
/// Reads JSON Lines: an object a line, whose members are the columns in the order they first appear; one
/// that a line lacks is null there. A column of integers, numbers or booleans keeps that type; objects,
/// arrays and mixed values become the text of their JSON.
/// </summary>
internal static partial class JsonLinesTable
{
    private enum Kind
    {
        Text,
        Integer,
        Number,
        Boolean,
        Json,
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="UserError">It is missing, not UTF-8, empty, or a line is no object.</exception>
    public static DataTable Read(string path)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var kinds = new List<Kind?>();
        var rows = new List<string?[]>();
        var line = 0;
        using var file = InputFile.Open(path);
        using var reader = new StreamReader(
            file,
            new UTF8Encoding(false, throwOnInvalidBytes: true),
            detectEncodingFromByteOrderMarks: false
        );
        try
        {
            while (reader.ReadLine() is { } text)
            {
                line++;
                if (line == 1)
                    text = text.TrimStart('\uFEFF');
                if (!string.IsNullOrWhiteSpace(text))
                    rows.Add(Row(path, line, text, names, kinds));
            }
        }
        catch (DecoderFallbackException)
        {
            throw new UserError(
                $"{path}:{line + 1}: not UTF-8 on this line or soon after it; save it as UTF-8"
            );
        }
        if (names.Count == 0)
            throw new UserError(
                rows.Count == 0
                    ? $"{path}: no line holds an object; each must, as {{\"text\": \"…\"}}"
                    : $"{path}: all objects are empty; each must have members, as {{\"text\": \"…\"}}"
            );
        var columns = names
            .OrderBy(n => n.Value)
            .Select(n => new ParquetColumn(n.Key, TypeOf(kinds[n.Value]), Optional: true))
            .ToList();
        for (var i = 0; i < rows.Count; i++)
            if (rows[i] is var row && row.Length < columns.Count)
            {
                // Members that appear later are null here.
                Array.Resize(ref row, columns.Count);
                rows[i] = row;
            }
        for (var i = 0; i < columns.Count; i++)
            if (
                kinds[i] == Kind.Number
                && rows.Any(row => row[i] is { } n && !ScalarText.FitsDouble(n, '.'))
            )
                columns[i] = columns[i] with { Type = ParquetType.String };
        return new(path, columns, rows);
    }

    private static JsonDocument Parsed(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
            when (NotANumber().Replace(text, m => m.Value == "NaN" ? "null" : m.Value) is { } mended
                && mended != text
            )
        {
            return JsonDocument.Parse(mended);
        }
    }

    // What Python writes for a missing number, outside of strings, which are matched to be passed over.
    [GeneratedRegex(
        """
            "(?:[^"\\]|\\.)*"|\bNaN\b
            """,
        RegexOptions.CultureInvariant
    )]
    private static partial Regex NotANumber();

    private static string?[] Row(
        string path,
        int line,
        string text,
        Dictionary<string, int> names,
        List<Kind?> kinds
    )
    {
        try
        {
            using var json = Parsed(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                throw new UserError(
                    $"{path}:{line}: holds {json.RootElement.ValueKind.ToString().ToLowerInvariant()}, not an object; each line must be one"
                );
            var row = new string?[names.Count];
            var seen = new HashSet<int>();
            foreach (var member in json.RootElement.EnumerateObject())
            {
                if (!names.TryGetValue(member.Name, out var at))
                {
                    names[member.Name] = at = names.Count;
                    kinds.Add(null);
                    Array.Resize(ref row, names.Count);
                }
                if (!seen.Add(at))
                    throw new UserError(
                        $"{path}:{line}: member '{member.Name}' stands twice; remove one"
                    );
                if (KindOf(member.Value) is not { } kind)
                    continue;
                row[at] = kind == Kind.Text ? member.Value.GetString() : member.Value.GetRawText();
                kinds[at] = Common(kinds[at], kind);
            }
            return row;
        }
        catch (JsonException e)
        {
            throw new UserError(
                $"{path}:{line}: not JSON at character {e.BytePositionInLine + 1}; each line must hold one whole object"
            );
        }
        catch (InvalidOperationException)
        {
            throw new UserError(
                $"{path}:{line}: an escape stands for half a character (a lone surrogate); write the whole character"
            );
        }
    }

    private static Kind? KindOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            JsonValueKind.String => Kind.Text,
            JsonValueKind.True or JsonValueKind.False => Kind.Boolean,
            JsonValueKind.Number => ScalarText.TypeOf(value.GetRawText(), '.') switch
            {
                ParquetType.Int64 => Kind.Integer,
                ParquetType.Double => Kind.Number,
                _ => Kind.Json,
            },
            _ => Kind.Json,
        };

    private static Kind Common(Kind? known, Kind kind) =>
        known is null || known == kind ? kind
        : known is Kind.Integer or Kind.Number && kind is Kind.Integer or Kind.Number ? Kind.Number
        : Kind.Json;

    private static ParquetType TypeOf(Kind? kind) =>
        kind switch
        {
            Kind.Integer => ParquetType.Int64,
            Kind.Number => ParquetType.Double,
            Kind.Boolean => ParquetType.Boolean,
            _ => ParquetType.String,
        };
}
