using Sluice.Bench.Measuring;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Corpus;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Bench.Running;

/// <summary>
/// The 3 000 sentences and WordNet, made by stage Corpus in a workspace that is kept between runs.
/// Without npm the repository's sample, repeated, stands in for the sentences, and the report says so.
/// </summary>
internal sealed class Corpus
{
    private const int Size = 3000;
    private const string TextColumn = "sentence_text";

    private Corpus(string file, string wordNet, IReadOnlyList<string> texts)
    {
        File = file;
        WordNet = wordNet;
        Texts = texts;
    }

    /// <summary>The CSV, absolute.</summary>
    public string File { get; }

    /// <summary>The compiled WordNet, absolute; empty or missing when none is to be had.</summary>
    public string WordNet { get; }

    /// <summary>Its texts, 3 000.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>The methods that can run here without a command of their own, by id in ordinal order.</summary>
    public IReadOnlyList<MethodRow> BuiltInMethods()
    {
        const string table = "configs/augment_methods.yaml";
        var resources = Resources();
        return
        [
            .. MethodTable
                .Read(Path.Combine(Repository.Root, table), table)
                .Methods.Where(m =>
                    m.Command.Count == 0 && MethodCatalog.Check(m, resources).IsAvailable
                )
                .OrderBy(m => m.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>With nothing loaded yet.</summary>
    public MethodResources Resources() =>
        new()
        {
            WordNetPath = new FileInfo(WordNet) is { Exists: true, Length: > 0 } ? WordNet : null,
            Texts = () => Texts,
        };

    /// <summary>Makes the corpus, or finds it made.</summary>
    public static async Task<Corpus> LoadAsync(Report report)
    {
        var workspace = Path.Combine(Repository.Root, "artifacts", "bench");
        Directory.CreateDirectory(workspace);
        await Child.TimeAsync(
            workspace,
            Repository.BuildScript,
            "--target=Corpus",
            "--workspace",
            workspace
        );
        var file = CorpusStage.SentencesFile(workspace);
        var table = CsvTable.Read(file, TextColumn);
        if (table.Rows.Count != Size)
        {
            report.Line(
                $"  Note: the 3 000 sentences cannot be had; the repository's {table.Rows.Count} stand in, repeated."
            );
            file = Repeat(table, Path.Combine(workspace, "repeated.csv"));
            table = CsvTable.Read(file, TextColumn);
        }
        var text = table.IndexOf(TextColumn);
        return new Corpus(
            file,
            CorpusStage.WordNetFile(workspace),
            [.. table.Rows.Select(row => row[text])]
        );
    }

    private static string Repeat(CsvTable table, string file)
    {
        using var stream = System.IO.File.Create(file);
        CsvText.Write(
            stream,
            table.Columns,
            Enumerable.Range(0, Size).Select(i => table.Rows[i % table.Rows.Count])
        );
        return file;
    }
}
