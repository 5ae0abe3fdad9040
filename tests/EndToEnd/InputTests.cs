using System.Text;
using Sluice.Tests.Support;
using Sluice.Workers.Tables.Csv;
using Sluice.Workers.Tables.Parquet;
using static Sluice.Tests.EndToEnd.SmallPipeline;

namespace Sluice.Tests.EndToEnd;

/// <summary>A user's own table: every shape that tools write is read, everything else refused by file and line.</summary>
[Trait("Takes", "long")]
public sealed class InputTests
{
    private const string Clinical =
        "post_id,sentence_id,sentence_text,DSM5_symptom,status,explanation\r\n"
        + "p1,1,\"I have not slept properly, not for weeks.\r\nEverything feels pointless today.\",SLEEP,1,\"said \"\"weeks\"\", twice\"\r\n"
        + "p2,2,The weather yesterday was wonderful and we walked along the river.,,0,\r\n";

    [Fact]
    public async Task Quoted_fields_line_breaks_a_byte_order_mark_and_CRLF_survive()
    {
        using var pipeline = new SmallPipeline();
        File.WriteAllText(pipeline.Workspace["clinical.csv"], Clinical, new UTF8Encoding(true));
        (
            await pipeline.RunAsync(
                "--input=clinical.csv",
                "--text-col=sentence_text",
                "--evidence-col=sentence_text",
                "--set=augment.methods=nlp_randchar_swap"
            )
        ).Exits(0);
        var table = await ReadParquet.RowsAsync(pipeline.Workspace[Dataset("nlp_randchar_swap")]);
        Assert.Equal(
            [
                "sentence_text",
                "evidence_original",
                "source_combo",
                "post_id",
                "sentence_id",
                "DSM5_symptom",
                "status",
                "explanation",
            ],
            table.Columns
        );
        Assert.Equal(4, table.Rows.Count);
        var first = table.Rows[0];
        Assert.NotEqual(first["evidence_original"], first["sentence_text"]);
        Assert.Equal(
            "I have not slept properly, not for weeks.\r\nEverything feels pointless today.",
            first["evidence_original"]
        );
        Assert.Equal("nlp_randchar_swap", first["source_combo"]);
        Assert.Equal("said \"weeks\", twice", first["explanation"]);
        Assert.Equal(["p1", "p1", "p2", "p2"], table.Rows.Select(row => row["post_id"]));
    }

    [Fact]
    public async Task Evidence_is_rewritten_within_its_text_and_the_rest_stays()
    {
        using var pipeline = await MadeAsync();
        var table = await ReadParquet.RowsAsync(pipeline.Workspace[Dataset("nlp_keyboard")]);
        Assert.Equal(
            ["text", "evidence", "evidence_original", "source_combo", "id"],
            table.Columns
        );
        var first = table.Rows.First(row => row["id"] == "1");
        Assert.Equal("The twist was obvious from the poster.", first["evidence_original"]);
        Assert.NotEqual(first["evidence_original"], first["evidence"]);
        Assert.Equal($"{first["evidence"]} I left because the sound was terrible.", first["text"]);
    }

    [Fact]
    public async Task JSON_lines_keep_their_types_into_one_merged_file()
    {
        using var pipeline = new SmallPipeline();
        pipeline.Workspace.Write(
            "posts.jsonl",
            """
            {"n": 1, "text": "The train was late again this morning and nobody told us.", "score": 0.5, "ok": true}
            {"n": 2, "text": "We waited for the doctor for more than two hours today.", "score": null, "ok": false}

            """
        );
        string[] args =
        [
            "--input=posts.jsonl",
            "--evidence-col=text",
            "--combo-mode=bounded_k",
            "--set=augment.methods=[nlp_keyboard, nlp_ocr]",
            "--set=augment.quality.measure=none",
            "--set=augment.merge.dataset=all.parquet",
            "--set=augment.compression=zstd",
        ];
        (await pipeline.RunAsync(args)).Exits(0);
        using var merged = ParquetTable.Open(pipeline.Workspace[$"{Output}/all.parquet"]);
        Assert.Equal(
            [
                new("text", ParquetType.String),
                new("evidence_original", ParquetType.String),
                new("source_combo", ParquetType.String),
                new("n", ParquetType.Int64, true),
                new("score", ParquetType.Double, true),
                new("ok", ParquetType.Boolean, true),
            ],
            merged.Columns
        );
        var group = Assert.Single(merged.Groups());
        var manifest = CsvTable.Read(pipeline.Workspace[$"{Output}/manifest_final.csv"]);
        Assert.Equal(
            manifest.Rows.SelectMany(row => Enumerable.Repeat(row[1], int.Parse(row[3]))),
            group.Columns[2]
        );
        Assert.Equal("nlp_keyboard+nlp_ocr", group.Columns[2][^1]);
        Assert.Equal(["1", "1", "2", "2"], group.Columns[3].Take(4));
        Assert.Null(group.Columns[4][2]);
    }

    [Fact]
    public async Task A_file_without_rows_is_said_to_have_none()
    {
        using var pipeline = new SmallPipeline();
        pipeline.Workspace.Write(Input, "id,text,evidence\n");
        var result = (await pipeline.RunAsync()).Exits(0);
        Assert.Contains($"  The input {Input} has no rows: every dataset is empty\n", result.Out);
    }

    [Fact]
    public async Task A_typed_input_is_relative_to_where_the_user_stands()
    {
        using var pipeline = new SmallPipeline();
        using var elsewhere = new Workspace();
        elsewhere.Write("mine.csv", "text,evidence\nThe train was late again this morning.,\n");
        var result = await Shell.RunAsync(
            elsewhere.Root,
            Path.Combine(Repository.Root, "build.sh"),
            "--workspace",
            pipeline.Workspace.Root,
            "--input=mine.csv",
            "--target=Explain",
            "--unit=combo_1_nlp_ocr"
        );
        Assert.Contains($"input `{elsewhere["mine.csv"]}`", result.Exits(0).Out);
    }

    [Theory]
    [InlineData("id,words\n1,x\n", ":1: no column 'text'; found: id, words")]
    [InlineData("id,txt,evidence\n1,x,x\n", "did you mean 'txt'?")]
    [InlineData("text,evidence\na,b\nc,d,e\n", ":3: 2 fields expected, 3 found")]
    [InlineData("text,evidence\na,b\n\"c,d\n", ":3: ")]
    [InlineData("text,text,evidence\na,b,c\n", ":1: two columns are named 'text'")]
    [InlineData("text,evidence,source_combo\na,b,c\n", "has a column 'source_combo'")]
    [InlineData("", "in.csv")]
    public async Task A_faulty_file_is_refused_before_any_shard_starts(string csv, string told)
    {
        using var pipeline = new SmallPipeline();
        pipeline.Workspace.Write(Input, csv);
        await RefusedAsync(pipeline, told);
    }

    [Fact]
    public async Task A_file_that_is_not_UTF8_is_refused_by_line()
    {
        using var pipeline = new SmallPipeline();
        File.WriteAllBytes(
            pipeline.Workspace[Input],
            [.. "text,evidence\nok,ok\ncaf"u8, 0xE9, .. ",x\n"u8]
        );
        await RefusedAsync(pipeline, "in.csv:3: ");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused()
    {
        using var pipeline = new SmallPipeline();
        File.Delete(pipeline.Workspace[Input]);
        await RefusedAsync(
            pipeline,
            "configs/augment.yaml:2: augment.input: expected an existing file"
        );
    }

    private static async Task RefusedAsync(SmallPipeline pipeline, string told)
    {
        var result = (await pipeline.RunAsync()).Exits(2);
        Assert.Contains(told, result.Error);
        Assert.DoesNotContain("   at ", result.Error);
        Assert.False(Directory.Exists(pipeline.Workspace["logs/augment"]), "a shard was started");
    }
}
