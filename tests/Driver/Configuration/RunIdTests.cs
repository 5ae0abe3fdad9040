using Sluice.Driver.Configuration;
using Sluice.Engine.Configuration;
using Sluice.Tests.Support;

namespace Sluice.Tests.Driver.Configuration;

/// <summary>The id of a run is what the user says, else the last one, else the time.</summary>
public sealed class RunIdTests : IDisposable
{
    private static readonly DateTimeOffset _now = new(2026, 1, 15, 4, 52, 14, TimeSpan.Zero);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("run:")]
    [InlineData("run: {}")]
    [InlineData("run: {id: }")]
    [InlineData("run: {id: ''}")]
    public void Where_none_is_said_it_is_the_time_and_then_the_last(string yaml)
    {
        Assert.Equal("20260115_045214", Resolved(yaml));
        RunId.Record(_workspace.Root, "first");
        Assert.Equal("first", Resolved(yaml));
        RunId.Record(_workspace.Root, "second");
        Assert.Equal("second", Resolved(yaml));
    }

    [Theory]
    [InlineData("run: {id: night}", "night")]
    [InlineData("run: {id: 007}", "007")]
    [InlineData("run: {id: 2026-01-15}", "2026-01-15")]
    public void What_is_said_goes_before_the_last(string yaml, string id)
    {
        RunId.Record(_workspace.Root, "first");
        Assert.Equal(id, Resolved(yaml));
    }

    [Fact]
    public void What_is_no_name_stays_to_be_refused()
    {
        var root = YamlReader.ReadText("run: {id: [a]}", "test");
        Assert.Same(root, RunId.Resolved(root, _workspace.Root, _now));
    }

    [Theory]
    [InlineData("all_checkpoints_last4_array_20260115_045214", true)]
    [InlineData("v1.2-rc", true)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData(".hidden", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("ä", false)]
    public void It_names_a_directory(string id, bool isValid) =>
        Assert.Equal(isValid, RunId.IsValid(id));

    [Fact]
    public void A_record_that_was_torn_is_none()
    {
        _workspace.Write(".sluice/run-id", "\0\0\0");
        Assert.Equal("20260115_045214", Resolved("{}"));
    }

    private string? Resolved(string yaml)
    {
        var root = RunId.Resolved(YamlReader.ReadText(yaml, "test"), _workspace.Root, _now);
        return ((ScalarNode)((MapNode)root.Find("run")!).Find("id")!).Text;
    }
}
