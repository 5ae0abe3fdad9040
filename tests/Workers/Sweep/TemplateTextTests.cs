using Sluice.Workers.Sweep;

namespace Sluice.Tests.Workers.Sweep;

/// <summary>Placeholders are filled, braces are kept, and what has no value is named.</summary>
public sealed class TemplateTextTests
{
    [Theory]
    [InlineData("{x}/{y}.txt", "1/two.txt")]
    [InlineData("{ x }", "1")]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("{{x}} {x}", "{x} 1")]
    [InlineData("awk '{{print {x}}}'", "awk '{print 1}'")]
    public void Names_become_values_and_doubled_braces_become_braces(
        string text,
        string expected
    ) => Assert.Equal(expected, TemplateText.Parse(text).Expand(Value));

    [Fact]
    public void A_value_is_not_looked_at_again() =>
        Assert.Equal("{x}", TemplateText.Parse("{braces}").Expand(Value));

    [Theory]
    [InlineData("{x")]
    [InlineData("x}")]
    public void A_brace_without_its_partner_is_refused_with_the_remedy(string text) =>
        Assert.Contains(
            "for a brace",
            Assert.Throws<FormatException>(() => TemplateText.Parse(text)).Message
        );

    [Fact]
    public void A_name_without_a_value_is_named() =>
        Assert.Equal(
            "'a{z}', and there is no 'z'",
            Assert.Throws<FormatException>(() => TemplateText.Parse("a{z}").Expand(Value)).Message
        );

    [Fact]
    public void For_the_engine_values_are_parameters_and_its_own_names_stay() =>
        Assert.Equal(
            "{param.x} {output.1} /a{{b}} {{}}",
            TemplateText
                .Parse("{x} {output.1} {home} {{}}")
                .ForEngine(
                    name => name == "output.1",
                    name => name == "home" ? TemplateText.PathForEngine("/a{b}", "/w") : null
                )
        );

    private static string? Value(string name) =>
        name switch
        {
            "x" => "1",
            "y" => "two",
            "braces" => "{x}",
            _ => null,
        };
}
