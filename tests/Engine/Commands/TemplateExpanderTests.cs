using Sluice.Engine.Commands;
using Sluice.Engine.Working;

namespace Sluice.Tests.Engine.Commands;

/// <summary>Placeholders of a command template.</summary>
public sealed class TemplateExpanderTests
{
    private readonly TemplateExpander _expander = new(
        ["/in/0 x", "/in/1"],
        ["/out/{0}"],
        "a/b {key}",
        "/ws",
        name => name == "seed" ? "4\n2" : null
    );

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("{input}", "/in/0 x")]
    [InlineData("--in={input.1},{input.0}", "--in=/in/1,/in/0 x")]
    [InlineData("{output}{output.0}", "/out/{0}/out/{0}")]
    [InlineData("{key}", "a/b {key}")]
    [InlineData("{workspace}/x", "/ws/x")]
    [InlineData("{param.seed}", "4\n2")]
    [InlineData("{{key}}", "{key}")]
    [InlineData("{{{key}}}", "{a/b {key}}")]
    [InlineData("}", "}")]
    [InlineData("", "")]
    public void Placeholders_are_filled_once(string template, string expected) =>
        Assert.Equal(expected, _expander.Text(template));

    [Theory]
    [InlineData("{nothing}")]
    [InlineData("{}")]
    [InlineData("{input.2}")]
    [InlineData("{input.-1}")]
    [InlineData("{input.+1}")]
    [InlineData("{param.none}")]
    [InlineData("x{inputs}")]
    public void An_unknown_placeholder_is_refused_with_those_known(string template) =>
        Assert.Contains(
            "known are input, input.N, inputs",
            Assert.Throws<UnitFailure>(() => _expander.Text(template)).Message
        );

    [Fact]
    public void An_open_brace_is_refused() =>
        Assert.Contains(
            "'{' without '}'",
            Assert.Throws<UnitFailure>(() => _expander.Text("{key")).Message
        );

    [Fact]
    public void Lists_become_an_argument_each() =>
        Assert.Equal(
            ["tool", "/in/0 x", "/in/1", "-o", "/out/{0}", ""],
            _expander.Arguments(["tool", "{inputs}", "-o", "{outputs}", ""])
        );
}
