using System.Text.Json;
using Sluice.Tests.Workers.Tables;

namespace Sluice.Tests.EndToEnd;

/// <summary>Reads a dataset with another's reader, hyparquet under Node.js; without them the test is skipped.</summary>
internal static class ReadParquet
{
    /// <summary>Columns in order, and rows by column name.</summary>
    public static async Task<(
        IReadOnlyList<string> Columns,
        IReadOnlyList<IReadOnlyDictionary<string, string>> Rows
    )> RowsAsync(string file)
    {
        if (await NodeTools.InstallAsync() is { } reason)
            Assert.Skip(reason);
        var lines = await NodeTools.RunScriptAsync("read-parquet.mjs", file);
        return (
            JsonSerializer.Deserialize<string[]>(lines[0])!,
            [
                .. lines
                    .Skip(1)
                    .Select(line =>
                        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(line)!
                    )
                    .Select(row =>
                        row.ToDictionary(cell => cell.Key, cell => cell.Value.ToString())
                    ),
            ]
        );
    }
}
