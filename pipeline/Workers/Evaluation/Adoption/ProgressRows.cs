using System.Text;
using System.Text.RegularExpressions;
using Sluice.Workers.Json;

namespace Sluice.Workers.Evaluation.Adoption;

/// <summary>
/// What a <c>progress.csv</c> holds that several programs have appended to at once: its whole rows, and the
/// lines that are none. A row is whole when each of its nine fields can be what it should be; rows
/// with no line break between them are two. Pure.
/// </summary>
internal sealed partial class ProgressRows
{
    /// <summary>The columns, in their order.</summary>
    public static readonly string[] Columns =
    [
        "timestamp",
        "model_size",
        "revision",
        "layer",
        "task",
        "status",
        "elapsed_sec",
        "output_dir",
        "error",
    ];

    private const int Error = 8;

    // Of a quoted error, e.g. a traceback.
    private const int MostLines = 500;

    private int[]? _order;

    private ProgressRows() { }

    /// <summary>Whole rows, nine fields each, without the header.</summary>
    public List<string[]> Whole { get; } = [];

    /// <summary>Lines that are no rows, as they stand.</summary>
    public List<string> Torn { get; } = [];

    /// <summary>Reads a file's bytes, whatever they are.</summary>
    public static ProgressRows Read(ReadOnlySpan<byte> file)
    {
        var rows = new ProgressRows();
        // A writer that died leaves NULs; a header may stand again, with or without a line of its own.
        var lines = Encoding
            .UTF8.GetString(JsonBytes.Utf8(file))
            .Replace(string.Join(',', Columns), "\n")
            .Split('\n', '\r', '\0');
        for (var i = 0; i < lines.Length; )
            i += lines[i].AsSpan().Trim().IsEmpty ? 1 : rows.Take(lines, i);
        return rows;
    }

    // Takes a record that begins at a line; how many lines it has.
    private int Take(string[] lines, int first)
    {
        var record = lines[first];
        for (var count = 1; ; count++)
        {
            // A line without a quote closes none.
            if (
                (count == 1 || lines[first + count - 1].Contains('"'))
                && Fields(record) is { } fields
            )
            {
                if (TakeFields(fields))
                    return count;
                break;
            }
            if (count == MostLines || first + count == lines.Length)
                break;
            record += "\n" + lines[first + count];
        }
        // Its quote swallowed what follows.
        Torn.Add(lines[first]);
        return 1;
    }

    // False when not even the beginning is a row.
    private bool TakeFields(List<string> fields)
    {
        if (IsHeader(fields))
            return true;
        var row = Ordered(fields);
        if (row is { Length: 9 } && IsWhole(row))
        {
            Whole.Add(row);
            return true;
        }
        var taken = false;
        while (fields.Count > Error && EndTime().Match(fields[Error]) is { Success: true } glued)
        {
            row = [.. fields[..Error], fields[Error][..glued.Index]];
            if (!IsWhole(row) || (IsOk(row) && row[Error].Length > 0))
                break;
            Whole.Add(row);
            taken = true;
            fields = [glued.Value, .. fields[(Error + 1)..]];
        }
        // An error with commas that was not quoted.
        if (fields.Count > Error && !fields.Skip(1).Any(f => AnyTime().IsMatch(f)))
        {
            row = [.. fields[..Error], string.Join(',', fields[Error..])];
            if (IsWhole(row) && (fields.Count == Error + 1 || !IsOk(row)))
            {
                Whole.Add(row);
                return true;
            }
        }
        if (taken)
            Torn.Add(string.Join(',', fields));
        return taken;
    }

    // A header in another order, or with more columns, says where the fields are.
    private bool IsHeader(List<string> fields)
    {
        var order = Columns.Select(column => fields.IndexOf(column)).ToArray();
        if (order.Contains(-1))
            return false;
        _order = order;
        return true;
    }

    private string[]? Ordered(List<string> fields) =>
        _order is null ? (fields.Count == Columns.Length ? [.. fields] : null)
        : _order.Max() < fields.Count ? [.. _order.Select(i => fields[i])]
        : null;

    private static bool IsWhole(string[] row) =>
        Time().IsMatch(row[0])
        && row[1..5].All(field => field.Length > 0 && !AnyTime().IsMatch(field))
        && Word().IsMatch(row[3])
        && Status().IsMatch(row[5])
        && Seconds().IsMatch(row[6])
        && !AnyTime().IsMatch(row[7]);

    private static bool IsOk(string[] row) =>
        row[5].Trim().Equals("ok", StringComparison.OrdinalIgnoreCase);

    // Null while a quote is open, and for good when text follows one.
    private static List<string>? Fields(string record)
    {
        var fields = new List<string>();
        for (var i = 0; ; i++)
        {
            var field = new StringBuilder();
            if (i < record.Length && record[i] == '"')
            {
                for (i++; ; i++)
                {
                    if (i >= record.Length)
                        return null;
                    if (record[i] != '"')
                        field.Append(record[i]);
                    else if (i + 1 < record.Length && record[i + 1] == '"')
                        field.Append(record[i++]);
                    else
                        break;
                }
                i++;
            }
            var end = record.IndexOf(',', i);
            field.Append(record, i, (end < 0 ? record.Length : end) - i);
            fields.Add(field.ToString());
            if (end < 0)
                return fields;
            i = end;
        }
    }

    private const string TimePattern =
        @"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d([.,]\d+)?( ?(Z|UTC|[+-]\d\d:?\d\d))?";

    [GeneratedRegex($@"^\s*({TimePattern}|\d{{9,}}(\.\d+)?)\s*$")]
    private static partial Regex Time();

    [GeneratedRegex(TimePattern)]
    private static partial Regex AnyTime();

    [GeneratedRegex($"{TimePattern}$")]
    private static partial Regex EndTime();

    [GeneratedRegex(@"^\s*[\w.+-]+\s*$")]
    private static partial Regex Word();

    [GeneratedRegex(@"^\s*(ok|failed|done|error|skipped|timeout|oom)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Status();

    [GeneratedRegex(@"^\s*(-?\d+(\.\d*)?([eE][+-]?\d+)?|nan|None)?\s*$")]
    private static partial Regex Seconds();
}
