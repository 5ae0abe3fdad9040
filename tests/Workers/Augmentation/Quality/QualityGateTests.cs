using Sluice.Engine.Configuration;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Quality;

namespace Sluice.Tests.Workers.Augmentation.Quality;

public sealed class QualityGateTests
{
    [Theory]
    [InlineData("aaaaaaaaab", true)]
    [InlineData("aaaaaaaaaa", false)]
    [InlineData("aaaaaabbbb", true)]
    [InlineData("aaaaabbbbb", false)]
    public void Only_candidates_between_the_limits_pass(string candidate, bool passes) =>
        Assert.Equal(
            passes,
            new QualityGate(new RatcliffObershelp()).Accepts(candidate, "aaaaaaaaaa", "aaaaaaaaaa")
        );

    [Fact]
    public void The_limits_themselves_pass()
    {
        var gate = new QualityGate(new RatcliffObershelp(), 0.5, 0.75);
        Assert.True(gate.Accepts("abxx", "abcd", "abcd"));
        Assert.True(gate.Accepts("abcx", "abcd", "abcd"));
    }

    [Fact]
    public void A_candidate_near_the_last_step_but_far_from_the_original_fails()
    {
        var gate = new QualityGate(new RatcliffObershelp());
        Assert.True(gate.Accepts("aaaabbbbbb", "aaaaaabbbb", "aaaaaabbbb"));
        Assert.False(gate.Accepts("aaaabbbbbb", "aaaaaabbbb", "aaaaaaaaaa"));
    }

    [Fact]
    public void Without_a_measure_everything_passes() =>
        Assert.True(QualityGate.None.Accepts("x", "y", "z"));

    [Fact]
    public void The_bound_decides_nothing_that_the_ratio_would_decide_otherwise()
    {
        var bounded = new QualityGate(new RatcliffObershelp());
        var plain = new QualityGate(new Unbounded());
        var texts = SampleSentences.Texts;
        for (var i = 0; i + 2 < texts.Count; i++)
            Assert.Equal(
                plain.Accepts(texts[i], texts[i + 1], texts[i + 2]),
                bounded.Accepts(texts[i], texts[i + 1], texts[i + 2])
            );
    }

    [Fact]
    public void Every_measure_of_the_settings_exists_under_its_name()
    {
        foreach (var measure in Enum.GetValues<QualityMeasure>().Except([QualityMeasure.Sentence]))
            Assert.Equal(
                measure.ToString().ToLowerInvariant(),
                QualityMeasures.Create(measure, () => throw new InvalidOperationException())?.Name
                    ?? "none"
            );
    }

    [Fact]
    public void An_unknown_measure_is_refused_with_the_choices()
    {
        var binder = new SettingsBinder("/");
        binder.Bind<AugmentSettings>(
            YamlReader.ReadText("quality: {measure: cosine}", "here"),
            "augment"
        );
        var violation = Assert.Single(binder.Violations);
        Assert.Equal("augment.quality.measure", violation.Key);
        Assert.Contains("ratio, trigram, sentence, none", violation.Expected);
    }

    private sealed class Unbounded : ISimilarity
    {
        private readonly RatcliffObershelp _ratio = new();

        public string Name => "plain";

        public double Compare(string a, string b) => _ratio.Compare(a, b);
    }
}
