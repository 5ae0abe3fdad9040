using CsvHelper;
using Sluice.Tests.Support;
using Sluice.Workers.Corpus;

namespace Sluice.Tests.Workers.Corpus;

public sealed class SentenceCsvTests
{
    [Fact]
    public void Fields_with_commas_quotes_and_line_breaks_are_read_back_as_they_were()
    {
        var row = new LabelledSentence("x-1", "He said, \"no\"\nand left.", "negative", "x");
        var text = new StringWriter();
        SentenceCsv.Write(text, [row]);
        Assert.Equal(
            "sentence_id,sentence_text,label,source\nx-1,\"He said, \"\"no\"\"\nand left.\",negative,x\n",
            text.ToString()
        );
        Assert.Equal([row], Rows(CsvReader.FromText(text.ToString())));
    }

    [Fact]
    public void The_samples_sentences_are_many_distinct_and_evenly_labelled()
    {
        using var csv = CsvReader.FromFile(
            Path.Combine(Repository.Root, "configs", "sample", "sentences.csv")
        );
        var rows = Rows(csv);
        Assert.Equal(SentenceCsv.Columns, csv.Headers);
        Assert.True(rows.Count >= 190);
        Assert.Equal(rows.Count, rows.Select(row => row.SentenceId).Distinct().Count());
        Assert.Equal(
            rows.Count,
            rows.Select(row => row.SentenceText.ToLowerInvariant()).Distinct().Count()
        );
        Assert.All(rows, row => Assert.Equal("sample", row.Source));
        Assert.InRange(rows.Count(row => row.Label == "positive"), 90, rows.Count - 90);
        Assert.All(rows, row => Assert.Contains(row.Label, new[] { "positive", "negative" }));
    }

    private static List<LabelledSentence> Rows(CsvReader csv)
    {
        var rows = new List<LabelledSentence>();
        while (csv.Read())
            rows.Add(new(csv.GetString(0), csv.GetString(1), csv.GetString(2), csv.GetString(3)));
        return rows;
    }
}
