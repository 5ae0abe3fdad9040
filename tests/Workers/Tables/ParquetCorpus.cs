using System.Text.Json;
using Sluice.Workers.Tables.Parquet;

namespace Sluice.Tests.Workers.Tables;

/// <summary>The sample tables on disk, and what the two readers said of them in one run.</summary>
public sealed class ParquetCorpus : IAsyncLifetime
{
    private const int RandomTables = 60;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-parquet-");

    /// <summary>Why there is no verdict, or null.</summary>
    public string? Missing { get; private set; }

    /// <summary>How many files there are to judge.</summary>
    public int FileCount { get; private set; }

    /// <summary>A line a file and reader.</summary>
    public IReadOnlyList<Verdict> Verdicts { get; private set; } = [];

    /// <summary>A file with nested columns that DuckDB wrote.</summary>
    public string NestedFile => Path.Combine(_folder.FullName, "nested.parquet");

    public async ValueTask InitializeAsync()
    {
        Missing = await NodeTools.InstallAsync();
        if (Missing is not null)
            return;
        for (var seed = 0; seed < RandomTables; seed++)
            Save($"random{seed:00}", SampleTables.Random(seed));
        foreach (var codec in Enum.GetValues<ParquetCodec>())
            Save($"blocks-{codec}", SampleTables.Blocks(codec));
        var lines = await NodeTools.RunScriptAsync("verify-parquet.mjs", _folder.FullName);
        Verdicts = [.. lines.Select(line => JsonSerializer.Deserialize<Verdict>(line)!)];
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private void Save(string name, SampleTable table)
    {
        FileCount++;
        File.WriteAllBytes(Path.Combine(_folder.FullName, name + ".parquet"), table.ToParquet());
        File.WriteAllBytes(Path.Combine(_folder.FullName, name + ".json"), table.ToJson());
    }

    /// <summary>What one reader found wrong with one file, null for nothing.</summary>
    public sealed record Verdict(
        [property: System.Text.Json.Serialization.JsonPropertyName("file")] string File,
        [property: System.Text.Json.Serialization.JsonPropertyName("reader")] string Reader,
        [property: System.Text.Json.Serialization.JsonPropertyName("fault")] string? Fault
    );
}
