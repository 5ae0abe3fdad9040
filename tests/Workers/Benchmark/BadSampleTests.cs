using System.Text.Json;
using Sluice.Engine.Working;

namespace Sluice.Tests.Workers.Benchmark;

/// <summary>What is JSON but no sample is refused by its place, or dropped and counted when that is asked for.</summary>
public sealed class BadSampleTests : IDisposable
{
    private readonly Benchmarks _benchmarks = new();

    public void Dispose() => _benchmarks.Dispose();

    [Theory]
    [InlineData("null", 42)]
    [InlineData("\"broken\"", 42)]
    [InlineData("7", 42)]
    [InlineData("NaN", 42)]
    [InlineData("[{}]", 42)]
    [InlineData("{\"task_id\":\"one\"}", 53)]
    [InlineData("{\"task_id\":[1]}", 53)]
    [InlineData("{\"task_id\":NaN}", 53)]
    [InlineData("{\"input_cams\":{}, \"input_images\":{\"a\":1}}", 75)]
    [InlineData("{\"input_images\":[\"a.jpg\",false]}", 67)]
    public void One_is_refused_by_its_index_and_byte_or_dropped_and_counted(string bad, int at)
    {
        var text = $$"""{"samples":[{"question":"a"}, {"x":"yy"}, {{bad}}, {"question":"b"}]}""";
        Assert.StartsWith(
            $"torn/benchmark_gazevqa.json, sample 2, byte {at}: ",
            _benchmarks.Refusal(text)
        );
        Assert.Contains("or drop such samples with --skip-bad-samples", _benchmarks.Refusal(text));

        var (merged, report) = _benchmarks.MergeDropping(_benchmarks.Write("run", text));

        Assert.DoesNotContain("NaN", merged);
        using var told = JsonDocument.Parse(report);
        var root = told.RootElement;
        Assert.Equal(3, root.GetProperty("output_sample_count").GetInt32());
        Assert.Equal(1, root.GetProperty("bad_samples_dropped").GetInt32());
        var example = Assert.Single(root.GetProperty("bad_sample_examples").EnumerateArray());
        Assert.Equal(2, example.GetProperty("index").GetInt32());
        Assert.Equal(at, example.GetProperty("byte").GetInt32());
        Assert.Contains("expected", example.GetProperty("reason").GetString());
        // What is dropped is a sample of its input all the same.
        Assert.Equal(
            4,
            root.GetProperty("source_sample_counts").EnumerateObject().Single().Value.GetInt32()
        );
    }

    [Fact]
    public void Without_bad_ones_nothing_but_the_report_of_none_differs()
    {
        var file = _benchmarks.WriteSamples("run", "{\"question\":\"a\"}");
        var (merged, report) = _benchmarks.Merge(file);
        Assert.DoesNotContain("bad_samples", merged + report);
        Assert.Contains("\"bad_samples_dropped\": 0", _benchmarks.MergeDropping(file).Report);
    }

    [Fact]
    public void What_is_no_JSON_is_refused_all_the_same()
    {
        var file = _benchmarks.Write("run", "{\"samples\":[{},{\"a\":tru}]}");
        var refused = Assert.Throws<UnitFailure>(() => _benchmarks.MergeDropping(file));
        Assert.Contains("sample 1, byte 23: the rest of a value expected", refused.Message);
        Assert.DoesNotContain("--skip-bad-samples", refused.Message);
    }

    [Fact]
    public void Thousands_among_thousands_keep_the_places_of_the_others()
    {
        var samples = Enumerable
            .Range(0, 10_000)
            .Select(i => i % 3 == 0 ? "null" : $$"""{"question":"{{i / 3}}","n":{{i}}}""");
        var (_, report) = _benchmarks.MergeDropping(_benchmarks.WriteSamples("run", samples));
        using var told = JsonDocument.Parse(report);
        Assert.Equal(3334, told.RootElement.GetProperty("bad_samples_dropped").GetInt32());
        var conflict = told.RootElement.GetProperty("conflict_examples")[1];
        Assert.Equal(4, conflict.GetProperty("kept_index").GetInt32());
        Assert.Equal(5, conflict.GetProperty("drop_index").GetInt32());
        Assert.Equal(
            [0, 3, 6],
            told.RootElement.GetProperty("bad_sample_examples")
                .EnumerateArray()
                .Take(3)
                .Select(e => e.GetProperty("index").GetInt32())
        );
    }
}
