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
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"scores": null}""")]
    [InlineData("""{"scores": {"test": []}}""")]
    [InlineData("""{"scores": {"test": [3, "x", {"main_score": "0.5"}]}}""")]
    [InlineData("""{"scores": {"train": [{"main_score": 0.5}]}}""")]
    [InlineData("""{"test": 0.5}""")]
    [InlineData("""{"main_score": 0.5}""")]
    public void Nonsense_has_none(string text) => Assert.Null(Score(text));

    private static double? Score(string text) => MtebResult.Score(Encoding.UTF8.GetBytes(text));
}
