using System.Diagnostics;
using Sluice.Engine;
using Sluice.Tests.Support;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Methods.External;
using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Tests.Workers.Augmentation;

/// <summary>Against real programs: sed and sh are everywhere that the pipeline runs.</summary>
public sealed class ExternalMethodTests
{
    private static readonly string[] s_echo =
    [
        "sed",
        "-uE",
        """s/^\{"id":([0-9]+),"text":"(.*)","seed":([0-9]+),"args":\{(.*)\}\}$/{"text":"<\2>","id":\1}/""",
    ];

    [Fact]
    public void Texts_go_out_and_come_back_one_by_one()
    {
        using var method = Method(s_echo);
        foreach (
            var text in new[] { "Good.", "", "naïve \"quoted\" \\ \n line", "\U0001F600", "שלום" }
        )
            Assert.Equal($"<{text}>", method.Apply(text, new RowRandom(1)));
    }

    [Fact]
    public void It_gets_the_seed_and_the_arguments_of_its_row()
    {
        using var method = Method([
            "sed",
            "-uE",
            """s/^\{"id":([0-9]+).*"seed":([0-9]+),"args":\{"beam":"(.*)","lang":"(.*)"\}\}$/{"id":\1,"text":"\2 \3 \4"}/""",
        ]);
        var seed = new RowRandom(7).NextUInt64() >> 11;
        Assert.Equal($"{seed} 4 de", method.Apply("x", new RowRandom(7)));
    }

    [Theory]
    [InlineData("""{"id":\1,"text":null}""")]
    [InlineData("""{"id":\1,"text":"same"}""")]
    public void Null_or_the_same_text_means_nothing_to_change(string answer)
    {
        using var method = Method(["sed", "-uE", $$"""s/^\{"id":([0-9]+).*$/{{answer}}/"""]);
        Assert.Null(method.Apply("same", new RowRandom(1)));
        Assert.Null(method.Apply("same", new RowRandom(1)));
    }

    [Fact]
    public void Many_threads_may_ask_at_once()
    {
        using var method = Method(s_echo);
        Parallel.For(
            0,
            200,
            i => Assert.Equal($"<text {i}>", method.Apply($"text {i}", new RowRandom((ulong)i)))
        );
    }

    [Theory]
    [InlineData("read x; echo oops >&2; exit 3", "ended with exit code 3; its last stderr: oops")]
    [InlineData("exit 0", "ended with exit code 0; it wrote nothing on stderr")]
    [InlineData(
        "read x; echo garbage; sleep 30",
        "answered what is not JSON: garbage; it wrote nothing on stderr"
    )]
    [InlineData(
        """read x; echo '{"id":9,"text":"a"}'; sleep 30""",
        "answered with another id than 0: {\"id\":9,\"text\":\"a\"}; it"
    )]
    [InlineData("""read x; echo '{"id":0}'; sleep 30""", "answered without a text: {\"id\":0}; it")]
    [InlineData(
        """read x; echo '{"id":0,"text":5}'; sleep 30""",
        "answered with a text that is no string"
    )]
    [InlineData(
        "for i in 1 2 3 4 5 6 7; do echo line $i >&2; done; exit 1",
        "line 3 | line 4 | line 5 | line 6 | line 7"
    )]
    public void A_program_that_fails_is_named_with_its_last_words(string script, string fact)
    {
        using var method = Method(["sh", "-c", script]);
        var error = Assert.Throws<ExternalMethodException>(() =>
            method.Apply("x", new RowRandom(1))
        );
        Assert.StartsWith("method ext: its command 'sh' ", error.Message, StringComparison.Ordinal);
        Assert.Contains(fact, error.Message, StringComparison.Ordinal);
        // What it would answer now can no longer be told.
        var again = Assert.Throws<ExternalMethodException>(() =>
            method.Apply("x", new RowRandom(1))
        );
        Assert.Equal(error.Message, again.Message);
    }

    [Fact]
    public void A_silent_program_is_stopped_after_the_time_out()
    {
        var watch = Stopwatch.StartNew();
        using var method = Method(["sh", "-c", "read x; sleep 30"], TimeSpan.FromSeconds(0.3));
        var error = Assert.Throws<ExternalMethodException>(() =>
            method.Apply("x", new RowRandom(1))
        );
        Assert.Contains("gave no answer within 0.3 s", error.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.3, 15);
    }

    [Fact]
    public void A_program_that_is_not_there_is_the_users_to_mend()
    {
        using var method = Method(["no-such-program"]);
        var error = Assert.Throws<UserError>(() => method.Apply("x", new RowRandom(1)));
        Assert.StartsWith(
            "method ext: the command 'no-such-program' cannot be started (",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Its_stderr_reaches_the_log()
    {
        using var log = new StringWriter();
        using (var method = Method(["sh", "-c", "echo hello >&2; exec cat >/dev/null"], null, log))
        {
            Assert.Throws<ExternalMethodException>(() => method.Apply("x", new RowRandom(1)));
        }
        Assert.Equal("ext: hello\n", log.ToString());
    }

    [Fact]
    public void Disposing_ends_the_program()
    {
        using var folder = new TempFolder();
        var script =
            $"trap 'echo ended > {folder.File("log")}' EXIT; "
            + """while read x; do echo '{"id":0,"text":"y"}'; done""";
        var method = Method(["sh", "-c", script]);
        Assert.Equal("y", method.Apply("x", new RowRandom(1)));
        method.Dispose();
        method.Dispose();
        Assert.Equal("ended\n", File.ReadAllText(folder.File("log")));
        Assert.Throws<ObjectDisposedException>(() => method.Apply("x", new RowRandom(1)));
    }

    private static ExternalMethod Method(
        string[] command,
        TimeSpan? timeout = null,
        TextWriter? log = null
    ) =>
        new(
            new MethodRow
            {
                Id = "ext",
                Lib = "external",
                Kind = "back_translation",
                Command = command,
                Args = new Dictionary<string, string> { ["lang"] = "de", ["beam"] = "4" },
            },
            log ?? TextWriter.Null,
            timeout ?? TimeSpan.FromSeconds(20)
        );
}
