using Sluice.Engine.Stages;
using Sluice.Tests.Engine.Planning;

namespace Sluice.Tests.Engine.Stages;

/// <summary>Failures of one cause are told once.</summary>
public sealed class FailureGroupTests
{
    [Fact]
    public void Numbers_quoted_names_paths_and_keys_do_not_tell_failures_apart()
    {
        var groups = FailureGroup.Of([
            LedgerSample.Failed("u1", error: "cannot read '/data/a.csv' row 17 of u1\ntrace 1"),
            LedgerSample.Failed("u2", error: "cannot read '/data/b c.csv' row 4 of u2\ntrace 2"),
            LedgerSample.Failed("u3", error: "no column 'x'"),
            LedgerSample.Failed("u4", error: "no column 'y z'"),
            LedgerSample.Failed("u5", error: "no column `long name`"),
            LedgerSample.Failed("u6", error: "it can't be"),
            LedgerSample.Failed("", error: "an empty key"),
        ]);

        Assert.Equal(
            [
                "3 no column 'x'",
                "2 cannot read '/data/a.csv' row 17 of u1",
                "1 an empty key",
                "1 it can't be",
            ],
            groups.Select(g => $"{g.Records.Count} {g.Example}")
        );
    }

    [Fact]
    public void Other_words_make_another_group_and_the_largest_comes_first()
    {
        var groups = FailureGroup.Of([
            LedgerSample.Failed("a", error: "out of memory"),
            LedgerSample.Failed("b", error: "exit code 3"),
            LedgerSample.Failed("c", error: "exit code 44"),
        ]);

        Assert.Equal(
            ["exit code 3", "exit code 44", "out of memory"],
            groups.Select(g => g.Example)
        );
    }

    [Theory]
    [InlineData("sh: exit code 2", "sh: exit code 3")]
    [InlineData("HTTP Error 404: Not Found", "HTTP Error 500: Internal Server Error")]
    [InlineData("request failed with status 404", "request failed with status 503")]
    [InlineData("[Errno 28] write", "[Errno 122] write")]
    [InlineData("error CS1002 at line 3", "error CS0103 at line 3")]
    [InlineData("status=404", "status=410")]
    public void A_number_that_says_of_what_kind_an_error_is_tells_failures_apart(
        string one,
        string other
    ) =>
        Assert.Equal(
            2,
            FailureGroup
                .Of([LedgerSample.Failed("a", error: one), LedgerSample.Failed("b", error: other)])
                .Count
        );

    [Fact]
    public void Nor_are_failures_of_different_exit_codes_of_one_kind()
    {
        var failure = LedgerSample.Failed("a", error: "sh: it broke");
        Assert.Equal(
            2,
            FailureGroup
                .Of([failure with { ExitCode = 1 }, failure with { Unit = "b", ExitCode = 137 }])
                .Count
        );
    }
}
