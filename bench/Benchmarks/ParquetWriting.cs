using Sluice.Bench.Measuring;
using Sluice.Bench.Running;
using Sluice.Workers.Tables.Parquet;

namespace Sluice.Bench.Benchmarks;

/// <summary>Writing a large table in each codec.</summary>
internal sealed class ParquetWriting : IBenchmark
{
    private const int Rows = 1_000_000;

    private static readonly ParquetCodec[] Codecs =
    [
        ParquetCodec.None,
        ParquetCodec.Snappy,
        ParquetCodec.Gzip,
    ];

    /// <inheritdoc/>
    public string Name => "parquet";

    /// <inheritdoc/>
    public string Measures =>
        $"writing {Rows:N0} rows × 4 columns (sequence number, sentence, label of 3, score) to a file on one thread, not synced";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        var corpus = await Corpus.LoadAsync(report);
        using var temp = new TempFolder();
        var timings = await Rounds.RunAsync(
            warmUps: 1,
            rounds: 5,
            [
                .. Codecs.Select(codec =>
                    Contestant.InProcess(
                        $"{codec}",
                        () => Write(temp[$"{codec}"], codec, corpus.Texts)
                    )
                ),
            ]
        );
        foreach (var timing in timings)
            report.Time(
                timing,
                $"{Report.Rate(Rows, timing.Median, "rows"), 18}  {new FileInfo(temp[timing.Name]).Length / 1e6:0.0} MB"
            );
    }

    private static void Write(string file, ParquetCodec codec, IReadOnlyList<string> texts)
    {
        string[] labels = ["negative", "positive", "neutral"];
        using var stream = File.Create(file);
        var writer = new ParquetWriter(
            stream,
            [
                new("sentence_id", ParquetType.Int64),
                new("sentence_text", ParquetType.String),
                new("label", ParquetType.String, Optional: true),
                new("score", ParquetType.Double),
            ],
            new ParquetOptions { Codec = codec }
        );
        // Multiplying by an odd number scatters the values the same way in every run.
        for (var i = 0; i < Rows; i++)
        {
            var scattered = (uint)i * 2654435761;
            writer
                .Append(i)
                .Append(texts[(int)(scattered % (uint)texts.Count)])
                .Append(labels[(int)(scattered >> 8) % labels.Length])
                .Append(scattered / (double)uint.MaxValue)
                .EndRow();
        }
        writer.Finish();
    }
}
