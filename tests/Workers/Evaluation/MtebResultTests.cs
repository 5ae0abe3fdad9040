using System.Text;
using Sluice.Workers.Evaluation;

namespace Sluice.Tests.Workers.Evaluation;

/// <summary>The score in either form of MTEB's results.</summary>
public sealed class MtebResultTests
{
    [Theory]
    [InlineData(
        """{"task_name": "STS12", "scores": {"test": [{"main_score": 0.5, "hf_subset": "default"}]}}""",
        0.5
    )]
    [InlineData("""{"scores": {"test": [{"main_score": 0.25}, {"main_score": 0.75}]}}""", 0.5)]
    [InlineData("""{"scores": {"validation": [{"main_score": 0.5}]}}""", 0.5)]
    [InlineData("""{"scores": {"dev": [{"main_score": 0.5}]}}""", 0.5)]
    [InlineData(
        """{"scores": {"train": [{"main_score": 0.1}], "dev": [{"main_score": 0.2}], "test": [{"main_score": 0.5}]}}""",
        0.5
    )]
    [InlineData("""{"scores": {"test": [], "validation": [{"main_score": 0.5}]}}""", 0.5)]
    public void Todays(string text, double score) => Assert.Equal(score, Score(text));

    [Theory]
    [InlineData(
        """{"test": {"main_score": 0.5, "evaluation_time": 3.1}, "mteb_version": "1.0.2"}""",
        0.5
    )]
    [InlineData("""{"test": {"en": {"main_score": 0.5}, "evaluation_time": 3.1}}""", 0.5)]
    [InlineData("""{"test": {"en": {"main_score": 0.25}, "de": {"main_score": 0.75}}}""", 0.5)]
    [InlineData("""{"validation": {"main_score": -0.5}, "dataset_revision": null}""", -0.5)]
    public void That_of_2022(string text, double score) => Assert.Equal(score, Score(text));

    [Theory]
    [InlineData("""{"scores": {"test": [{"main_score": 0.5}]}, "evaluation_time": NaN}""", 0.5)]
    [InlineData(
        """{"scores": {"test": [{"main_score": 0.5, "map": Infinity, "mrr": -Infinity}]}}""",
        0.5
    )]
    [InlineData("\uFEFF{\"scores\": {\"test\": [{\"main_score\": 0.5}]}}", 0.5)]
    [InlineData("""{"scores": {"test": [{"main_score": null}, {"main_score": 0.5}]}}""", 0.5)]
    [InlineData("""{"scores": {"test": [{"main_score": 1}]}}""", 1.0)]
    public void As_Python_writes_it(string text, double score) => Assert.Equal(score, Score(text));

    [Theory]
    [InlineData("""{"scores": {"devtest": [{"main_score": 0.5}]}}""", 0.5)]
    [InlineData("""{"scores": {"train": [{"main_score": 0.5}]}}""", 0.5)]
    [InlineData("""{"scores": {"test": [], "test_2024": [{"main_score": 0.5}]}}""", 0.5)]
    [InlineData("""{"devtest": {"fr": {"main_score": 0.5}}, "mteb_version": "1.0.2"}""", 0.5)]
    [InlineData(
        """{"scores": {"devtest": [{"main_score": 0.1}], "dev": [{"main_score": 0.5}]}}""",
        0.5
    )]
    public void Of_another_split_where_the_three_have_none(string text, double score) =>
        Assert.Equal(score, Score(text));

    [Theory]
    [InlineData(
        """{"model_name": "m", "task_results": [{"task_name": "STS12", "scores": {"test": [{"main_score": 0.5}]}}]}"""
    )]
    [InlineData(
        """{"task_results": [{"task_name": "STS13", "scores": {"test": [{"main_score": 0.1}]}}, {"task_name": "STS12", "scores": {"test": [{"main_score": 0.5}]}}]}"""
    )]
    [InlineData("""[{"task_name": "STS12", "scores": {"test": [{"main_score": 0.5}]}}]""")]
    [InlineData("""[{"scores": {"test": [{"main_score": 0.5}]}}]""")]
    [InlineData("""[[{"task_name": "STS12", "scores": {"dev": [{"main_score": 0.5}]}}]]""")]
    [InlineData(
        """{"STS12": {"test": {"main_score": 0.5}}, "STS13": {"test": {"main_score": 1}}}"""
    )]
    [InlineData("""{"main_score": 0.5}""")]
    public void As_functions_of_MTEB_return_it(string text) => Assert.Equal(0.5, Score(text));

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("\0\0\0", "it is empty")]
    [InlineData("{", "it is torn: the file ends in the middle at byte 1")]
    [InlineData("null", "it has no main_score")]
    [InlineData("[]", "it has no main_score")]
    [InlineData("{}", "it has no main_score")]
    [InlineData("""{"scores": null}""", "it has no main_score")]
    [InlineData("""{"scores": {"test": []}}""", "it has no main_score")]
    [InlineData(
        """{"scores": {"test": [3, "x", {"main_score": "0.5"}]}}""",
        "its main_score is no number"
    )]
    [InlineData("""{"test": 0.5}""", "it has no main_score")]
    [InlineData("""{"scores": {"test": {"main_score": "0.5"}}}""", "its main_score is no number")]
    [InlineData(
        """[{"task_name": "STS13", "scores": {"test": [{"main_score": 0.5}]}}]""",
        "it is of other tasks: STS13"
    )]
    public void Nonsense_has_none_and_says_why(string text, string why)
    {
        var score = MtebResult.Score(Encoding.UTF8.GetBytes(text), "STS12");
        Assert.Equal((MtebScoreKind.None, why), (score.Kind, score.Why));
    }

    [Theory]
    [InlineData("""{"scores": {"test": [{"main_score": NaN}]}}""", "NaN")]
    [InlineData("""{"scores": {"test": [{"main_score": -Infinity}]}}""", "-Infinity")]
    [InlineData("""{"scores": {"test": [{"main_score": 1e999}]}}""", "Infinity")]
    [InlineData("""{"scores": {"test": [{"main_score": null}]}}""", "null")]
    // What one part or split came to does not stand for what another did not come to.
    [InlineData("""{"scores": {"test": [{"main_score": 0.5}, {"main_score": NaN}]}}""", "NaN")]
    [InlineData(
        """{"scores": {"test": [{"main_score": NaN}], "dev": [{"main_score": 0.5}]}}""",
        "NaN"
    )]
    [InlineData(
        """{"scores": {"test": [{"main_score": null}], "train": [{"main_score": 0.5}]}}""",
        "null"
    )]
    public void A_result_without_a_number_says_what_it_has(string text, string what)
    {
        var score = MtebResult.Score(Encoding.UTF8.GetBytes(text), "STS12");
        Assert.Null(score.Number);
        Assert.True(score.Kind > MtebScoreKind.None);
        Assert.Equal($"its main_score is {what}", score.Why);
    }

    [Fact]
    public void In_UTF16_it_is_the_same() =>
        Assert.Equal(
            0.5,
            MtebResult
                .Score(
                    [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("""{"test": {"main_score": 0.5}}""")],
                    "STS12"
                )
                .Number
        );

    private static double? Score(string text) =>
        MtebResult.Score(Encoding.UTF8.GetBytes(text), "STS12").Number;
}
