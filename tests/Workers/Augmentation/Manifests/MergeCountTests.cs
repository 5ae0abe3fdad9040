using Sluice.Tests.Support;
using Sluice.Workers.Augmentation.Manifests;
using Sluice.Workers.Tables.Parquet;

namespace Sluice.Tests.Workers.Augmentation.Manifests;

public sealed class MergeCountTests
{
    [Theory]
    [InlineData(2, null)]
    [InlineData(3, "combo_1_x: dataset.parquet has 2 rows, meta.json says 3")]
    public void A_dataset_must_hold_the_rows_its_meta_json_counts(long rows, string? problem)
    {
        using var workspace = new Workspace();
        var dataset = workspace["dataset.parquet"];
        using (var stream = File.Create(dataset))
        {
            var writer = new ParquetWriter(stream, [new("text", ParquetType.String)]);
            writer.Append("a").EndRow();
            writer.Append("b").EndRow();
            writer.Finish();
        }

        Assert.Equal(problem, MergeManifestsWorker.Miscounted("combo_1_x", dataset, rows));
    }
}
