using System.Text;

namespace Sluice.Workers.Tables.Csv;

/// <summary>What a header looks separated by, when it is not by the delimiter it was read with. Pure.</summary>
internal static class CsvDelimiterGuess
{
    private static readonly char[] s_candidates = [',', ';', '\t', '|'];

    /// <summary>The likelier delimiter, or null where the header fits the one it was read with.</summary>
    /// <param name="bytes">The file in UTF-8.</param>
    /// <param name="delimiter">What it was read with.</param>
    /// <param name="wanted">Columns that are looked for.</param>
    public static char? Of(ReadOnlySpan<byte> bytes, char delimiter, ReadOnlySpan<string> wanted)
    {
        var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
        var header = Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]).TrimStart('\uFEFF');
        if (header is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var named])
            return named == delimiter ? null : named;
        var read = Names(header, delimiter);
        foreach (var name in wanted)
            if (read.Contains(name) && read.Length > 1)
                return null;
        char? best = null;
        var most = 1;
        foreach (var candidate in s_candidates)
        {
            var names = Names(header, candidate);
            if (candidate == delimiter || names.Length <= most)
                continue;
            var known = 0;
            foreach (var name in wanted)
                known += names.Contains(name) ? 1 : 0;
            if (known == wanted.Length && known > 0 || read.Length == 1)
                (best, most) = (candidate, names.Length);
        }
        return best;
    }

    /// <summary>The likelier delimiter of a table that was read with commas as one column of this name, or null.</summary>
    public static char? Of(string onlyColumn) =>
        onlyColumn.Contains(',') ? null : Of(Encoding.UTF8.GetBytes(onlyColumn), ',', []);

    /// <summary>A delimiter as messages and settings name it.</summary>
    public static string Shown(char delimiter) => delimiter == '\t' ? "tab" : $"'{delimiter}'";

    private static string[] Names(string header, char delimiter) =>
        [.. header.Split(delimiter).Select(name => name.Trim('"', '\''))];
}
