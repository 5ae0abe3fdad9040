using Sluice.Workers.Tables.Parquet;

namespace Sluice.Tests.Workers.Tables;

/// <summary>Files we write, read by others' readers.</summary>
public sealed class ParquetReadersTests(ParquetCorpus corpus) : IClassFixture<ParquetCorpus>
{
    [Theory]
    [InlineData("hyparquet")]
    [InlineData("duckdb")]
    public void Every_table_reads_back_the_same_in(string reader)
    {
        SkipWithoutNode();
        var verdicts = corpus.Verdicts.Where(verdict => verdict.Reader == reader).ToList();
        Assert.Equal(corpus.FileCount, verdicts.Count);
        Assert.Empty(verdicts.Where(v => v.Fault is not null).Select(v => $"{v.File}: {v.Fault}"));
    }

    [Fact]
    public void The_footer_of_a_strangers_nested_file_is_read()
    {
        SkipWithoutNode();
        var footer = ParquetFooter.Read(corpus.NestedFile);
        Assert.Equal(3, footer.RowCount);
        Assert.Equal(["pair", "list", "plain"], footer.ColumnNames);
    }

    private void SkipWithoutNode()
    {
        if (corpus.Missing is { } reason)
            Assert.Skip(reason);
    }
}
