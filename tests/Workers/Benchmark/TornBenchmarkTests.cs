using System.Text;

namespace Sluice.Tests.Workers.Benchmark;

/// <summary>What is no benchmark file is refused, naming the byte where it stops being one.</summary>
public sealed class TornBenchmarkTests
{
    private const string Whole =
        """{"meta":{"a":[1.5,"é\n"]},"reject_stats":{},"samples":[{"task_id":1,"question":"x \u00e9","n":-1e5},{"task_id":2,"ok":true}],"counts":null}""";

    [Fact]
    public void A_file_cut_anywhere_is_refused_at_its_end()
    {
        using var benchmarks = new Benchmarks();
        var bytes = Encoding.UTF8.GetBytes(Whole);
        for (var length = 0; length < bytes.Length; length++)
        {
            var refusal = benchmarks.Refusal(bytes[..length]);
            Assert.StartsWith("torn/benchmark_gazevqa.json, byte ", refusal);
            Assert.Equal(length, Offset(refusal));
            Assert.Contains("the file ends in the middle", refusal);
        }
        var file = benchmarks.Write("whole", Whole);
        benchmarks.Merge(file);
    }

    [Fact]
    public void A_large_file_cut_anywhere_is_refused_and_nothing_is_written()
    {
        using var benchmarks = new Benchmarks();
        var sample = """{"task_id":1,"question":"QQ","pad":"PP"}""".Replace(
            "PP",
            new string('p', 1000)
        );
        var bytes = Encoding.UTF8.GetBytes(
            $$"""{"samples":[{{string.Join(",\n", Enumerable.Range(0, 5000).Select(i => sample.Replace("QQ", $"{i}")))}}]}"""
        );
        var random = new Random(3);
        for (var i = 0; i < 8; i++)
        {
            var length = random.Next(bytes.Length);
            Assert.Equal(length, Offset(benchmarks.Refusal(bytes[..length])));
        }
        Assert.False(File.Exists(benchmarks.PathOf("merged/benchmark_gazevqa.json")));
    }

    [Theory]
    [InlineData("1F8B0800", "found a gzip archive")]
    [InlineData("28B52FFD", "found a zstd archive")]
    [InlineData("504B0304", "found a zip archive")]
    [InlineData("FFFE7B00", "found text in UTF-16, not UTF-8")]
    [InlineData("FEFF007B", "found text in UTF-16, not UTF-8")]
    public void A_file_of_another_format_is_called_what_it_is(string bytes, string told)
    {
        using var benchmarks = new Benchmarks();
        Assert.Contains(told, benchmarks.Refusal(Convert.FromHexString(bytes)));
    }

    [Theory]
    [InlineData("^[]", "an object {…} expected, found '['")]
    [InlineData("{\"meta\":{}}^", "there is no list `samples`")]
    [InlineData("{\"samples\":^{}}", "a list […] in `samples` expected, found '{'")]
    [InlineData("{\"samples\":[],\"samples\":^[]}", "a second `samples`")]
    [InlineData("{\"samples\":[{},^1]}", "a sample that is an object {…} expected, found '1'")]
    [InlineData("{\"samples\":[{},^]}", "a sample that is an object {…} expected, found ']'")]
    [InlineData("{\"samples\":[{}^ {}]}", "',' or ']' expected")]
    [InlineData("{\"samples\":[]^ ]}", "',' or '}' expected")]
    [InlineData("{\"samples\":[]}^x", "the end of the file expected, found 'x'")]
    [InlineData("{\"samples\":[{\"a\":1^]]}", "',' or '}' expected, found ']'")]
    [InlineData("{\"samples\":[{\"a\"^ 1}]}", "':' expected, found '1'")]
    [InlineData("{\"samples\":[{^a:1}]}", "a name in quotes expected, found 'a'")]
    [InlineData("{\"samples\":[{\"a\":1,^}]}", "a name in quotes expected, found '}'")]
    [InlineData("{\"samples\":[{\"a\":0^1}]}", "',' or '}' expected, found '1'")]
    [InlineData("{\"samples\":[{\"a\":1.^}]}", "the rest of a value expected, found '}'")]
    [InlineData("{\"samples\":[{\"a\":tru^y}]}", "the rest of a value expected, found 'y'")]
    [InlineData("{\"samples\":[{\"a\":^'x'}]}", "a value expected, found '''")]
    [InlineData("{\"samples\":[{\"a\":\"^\\x\"}]}", "there is no escape")]
    [InlineData("{\"samples\":[{\"a\":\"^\\u12g4\"}]}", "4 hexadecimal digits expected")]
    [InlineData("{\"samples\":[{\"a\":\"^\n\"}]}", "a control character must be escaped")]
    [InlineData(
        "{\"samples\":[{\"task_id\":^\"one\"}]}",
        "a whole number of up to 64 bits expected in `task_id`"
    )]
    [InlineData("{\"samples\":[{\"input_cams\":^{\"a\":1}}]}", "a list expected in `input_cams`")]
    [InlineData("{\"samples\":[{\"input_images\":[^null]}]}", "expected in `input_images`")]
    [InlineData("{\"samples\":[{},^null]}", "a sample that is an object {…} expected, found 'n'")]
    [InlineData("{\"samples\":[],\"meta\":^[]}", "an object {…} expected in `meta`")]
    [InlineData("{\"samples\":[],\"frame_stats\":^7}", "an object {…} expected in `frame_stats`")]
    // A quote that is missing swallows what follows, up to where nothing makes sense any more.
    [InlineData("{\"samples\":[{\"a\":\"x},{\"^b\":1}]}", "',' or '}' expected, found 'b'")]
    public void A_malformed_file_is_refused_at_the_byte(string marked, string told)
    {
        using var benchmarks = new Benchmarks();
        var at = marked.IndexOf('^');
        var refusal = benchmarks.Refusal(marked.Remove(at, 1));
        Assert.Contains(told, refusal);
        var skipped = marked[(at + 1)..].TakeWhile(c => c == ' ').Count();
        Assert.Equal(at + skipped, Offset(refusal));
        Assert.DoesNotContain("\n", refusal);
    }

    [Fact]
    public void What_is_no_UTF8_is_refused_at_the_byte()
    {
        using var benchmarks = new Benchmarks();
        byte[] torn = [.. "{\"samples\":[{\"a\":\"caf"u8, 0xE9, .. "\"}]}"u8];
        Assert.Equal(
            "torn/benchmark_gazevqa.json, sample 0, byte 21: this is no UTF-8; mend the file or make it anew. Nothing was changed",
            benchmarks.Refusal(torn)
        );
    }

    [Fact]
    public void The_first_of_several_faults_is_told()
    {
        using var benchmarks = new Benchmarks();
        var samples = Enumerable
            .Range(0, 100)
            .Select(i => i is 20 or 90 ? "{\"a\":}" : "{\"a\":0}");
        var text = $$"""{"samples":[{{string.Join(",", samples)}}""";
        Assert.Equal(
            text.IndexOf(":}", StringComparison.Ordinal) + 1,
            Offset(benchmarks.Refusal(text))
        );
    }

    [Fact]
    public void What_is_nested_too_deep_is_refused()
    {
        using var benchmarks = new Benchmarks();
        Assert.Contains(
            "nested deeper than 900",
            benchmarks.Refusal(
                $$"""{"samples":[{"a":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}]}"""
            )
        );
    }

    private static long Offset(string refusal) =>
        long.Parse(refusal.Split(", byte ")[1].Split(':')[0]);
}
