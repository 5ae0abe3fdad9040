using Sluice.Engine;
using Sluice.Tests.Support;
using Sluice.Workers.Tables.Parquet;

namespace Sluice.Tests.Workers.Tables;

public sealed class ParquetFooterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_and_columns_are_read_from_the_footer()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var table = SampleTables.Random(seed);
            var path = _folder.Save("table.parquet", table.ToParquet());
            var footer = ParquetFooter.Read(path);
            Assert.Equal(table.Rows.Count, footer.RowCount);
            Assert.Equal(table.Columns.Select(column => column.Name), footer.ColumnNames);
            Assert.Equal(table.Rows.Count, ParquetFooter.ReadRowCount(path));
        }
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        var whole = Small();
        for (var length = 0; length < whole.Length; length++)
        {
            var path = _folder.Save("cut.parquet", whole.AsSpan(0, length));
            var error = Assert.Throws<UserError>(() => ParquetFooter.ReadRowCount(path));
            Assert.StartsWith(path + ": ", error.Message);
        }
    }

    [Fact]
    public void A_file_whose_run_broke_off_is_refused()
    {
        var stream = new MemoryStream();
        var options = new ParquetOptions { RowGroupRows = 1 };
        var writer = new ParquetWriter(stream, [new("n", ParquetType.Int64)], options);
        writer.Append(1).EndRow();
        AssertRefused(stream.ToArray(), "cut short: its");
    }

    [Fact]
    public void A_changed_byte_in_the_footer_never_crashes_the_reader()
    {
        var whole = Small();
        var random = new Random(1);
        for (var i = 0; i < 3000; i++)
        {
            var damaged = whole.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                damaged[random.Next(whole.Length / 2, whole.Length - 4)] = (byte)random.Next(256);
            var path = _folder.Save("damaged.parquet", damaged);
            var error = Record.Exception(() => ParquetFooter.Read(path));
            Assert.True(error is null or UserError, error?.ToString());
        }
    }

    [Fact]
    public void An_empty_file_is_refused() => AssertRefused([], "the file is empty, not Parquet");

    [Fact]
    public void A_foreign_file_is_refused() =>
        AssertRefused(
            "id,text\n1,a\n"u8.ToArray(),
            "not a Parquet file: it does not begin with 'PAR1'"
        );

    [Fact]
    public void A_footer_longer_than_its_file_is_refused() =>
        AssertRefused("PAR1\xFF\0\0\0PAR1"u8.ToArray(), "damaged Parquet footer (its length");

    [Fact]
    public void A_missing_file_is_refused()
    {
        var error = Assert.Throws<UserError>(() => ParquetFooter.Read("no/such.parquet"));
        Assert.Equal("no/such.parquet: no such file; check the path", error.Message);
    }

    [Fact]
    public void A_directory_is_refused()
    {
        var error = Assert.Throws<UserError>(() => ParquetFooter.Read(_folder.Path));
        Assert.Equal($"{_folder.Path}: is a directory; name a file", error.Message);
    }

    private static byte[] Small() =>
        new SampleTable(
            [new("id", ParquetType.Int64), new("text", ParquetType.String, Optional: true)],
            [
                [1L, "one"],
                [2L, null],
            ],
            new ParquetOptions()
        ).ToParquet();

    private void AssertRefused(byte[] bytes, string fact)
    {
        var path = _folder.Save("refused.parquet", bytes);
        var error = Assert.Throws<UserError>(() => ParquetFooter.ReadRowCount(path));
        Assert.StartsWith($"{path}: {fact}", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }
}
