using Sluice.Workers.Tables.Parquet;

namespace Sluice.Tests.Workers.Tables;

public sealed class ParquetWriterTests
{
    private static readonly ParquetColumn _text = new("text", ParquetType.String);
    private static readonly ParquetColumn _score = new("score", ParquetType.Double, Optional: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_rows_give_the_same_bytes(int seed) =>
        Assert.Equal(SampleTables.Random(seed).ToParquet(), SampleTables.Random(seed).ToParquet());

    [Fact]
    public void A_lone_surrogate_is_written_as_the_replacement_character()
    {
        var bytes = Write(writer => writer.Append("<\uD800>").Append(1.0).EndRow());
        Assert.True(bytes.AsSpan().IndexOf("<\uFFFD>"u8) > 0);
    }

    [Fact]
    public void Repeated_texts_are_stored_once()
    {
        var line = new string('x', 1000);
        var bytes = Write(writer =>
        {
            for (var i = 0; i < 5000; i++)
                writer.Append(line).AppendNull().EndRow();
        });
        Assert.InRange(bytes.Length, 1000, 2000);
    }

    [Fact]
    public void A_few_thousand_texts_in_random_order_are_stored_once_each()
    {
        const int texts = 3000;
        const int rows = 50_000;
        var random = new Random(1);
        var ending = new string('x', 100);
        var bytes = Write(writer =>
        {
            for (var i = 0; i < rows; i++)
                writer.Append($"{random.Next(texts)}{ending}").AppendNull().EndRow();
        });
        // Each text once, and two bytes a row that say which.
        Assert.InRange(bytes.Length, texts * 100, texts * 120 + rows * 2);
    }

    [Fact]
    public void A_null_in_a_required_column_is_refused() =>
        AssertRefused(
            writer => writer.Append((string?)null),
            "column 'text' is required: no nulls"
        );

    [Fact]
    public void A_value_of_another_type_is_refused() =>
        AssertRefused(writer => writer.Append(5), "column 'text' holds String, not an int64");

    [Fact]
    public void A_row_that_lacks_a_value_is_refused() =>
        AssertRefused(writer => writer.Append("a").EndRow(), "row 0 ends before column 'score'");

    [Fact]
    public void A_value_past_the_last_column_is_refused() =>
        AssertRefused(
            writer => writer.Append("a").Append(1.0).Append(2.0),
            "row 0 is full: end it first"
        );

    [Fact]
    public void A_file_cannot_be_finished_within_a_row() =>
        AssertRefused(writer => writer.Append("a").Finish(), "a row is open");

    [Fact]
    public void A_finished_file_takes_no_more_rows() =>
        AssertRefused(
            writer =>
            {
                writer.Finish();
                writer.Append("a");
            },
            "the file is finished"
        );

    [Fact]
    public void Two_columns_of_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => new ParquetWriter(Stream.Null, [_text, _text]));

    [Fact]
    public void A_table_without_columns_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ParquetWriter(Stream.Null, []));

    [Fact]
    public void A_stream_that_cannot_seek_will_do()
    {
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream();
        new ParquetWriter(pipe, [_text]).Finish();
    }

    private static byte[] Write(Action<ParquetWriter> fill)
    {
        var stream = new MemoryStream();
        var options = new ParquetOptions { Codec = ParquetCodec.None };
        var writer = new ParquetWriter(stream, [_text, _score], options);
        fill(writer);
        writer.Finish();
        return stream.ToArray();
    }

    private static void AssertRefused(Action<ParquetWriter> act, string message)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Write(act));
        Assert.Equal(message, error.Message);
    }
}
