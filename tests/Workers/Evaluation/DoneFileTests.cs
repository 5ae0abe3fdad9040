using System.Text;
using System.Text.Json;
using Sluice.Engine.Graph;
using Sluice.Tests.Support;
using Sluice.Workers.Evaluation;

namespace Sluice.Tests.Workers.Evaluation;

/// <summary>What counts as done, and what is written of a cell that is.</summary>
public sealed class DoneFileTests : IDisposable
{
    private static readonly Cell _cell = new("410m", "EleutherAI/pythia-410m", "step8", 3, "STS12");
    private static readonly DateTimeOffset _at = new(
        2026,
        1,
        15,
        6,
        52,
        14,
        9,
        TimeSpan.FromHours(2)
    );

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("""{"status": "done", "layer": 3}""")]
    [InlineData("""{"status": "completed"}""")]
    [InlineData("""{"status": null}""")]
    [InlineData("{}")]
    [InlineData(" \n{\"task\": \"STS12\"}\n")]
    [InlineData("\uFEFF{\"status\": \"done\"}")]
    [InlineData("""{"status": "OK", "elapsed_sec": NaN, "score": Infinity}""")]
    public void Any_object_an_old_script_left_counts(string text) => Assert.True(IsValid(text));

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("{\"status\": \"do")]
    [InlineData("{\"status\": \"done\"")]
    [InlineData("{\"status\": \"done\"}}")]
    [InlineData("\0\0\0\0")]
    [InlineData("[]")]
    [InlineData("\"done\"")]
    [InlineData("done")]
    [InlineData("""{"status": "failed", "error": "out of memory"}""")]
    [InlineData("""{"status": "Failed"}""")]
    [InlineData("""{"status": "running"}""")]
    [InlineData("""{"status": "In Progress"}""")]
    [InlineData("""{"status": " ERROR "}""")]
    [InlineData("""{"status": "done", "status": "interrupted"}""")]
    [InlineData("""{"status": false}""")]
    public void What_is_empty_torn_or_says_that_it_is_not_done_does_not(string text) =>
        Assert.False(IsValid(text));

    [Theory]
    [InlineData("""{"status": "Running"}""", "Running")]
    [InlineData("""{"status": "done"}""", null)]
    [InlineData("""{"status": "runn""", null)]
    public void What_one_says_instead_of_done_can_be_told(string text, string? status) =>
        Assert.Equal(status, DoneFile.NotDone(_workspace.Write("cell/done.json", text)));

    [Fact]
    public void A_file_that_is_not_there_or_a_directory_does_not()
    {
        Assert.False(DoneFile.IsValid(_workspace["none.json"]));
        Directory.CreateDirectory(_workspace["done.json"]);
        Assert.False(DoneFile.IsValid(_workspace["done.json"]));
    }

    [Fact]
    public void Cut_anywhere_it_does_not_count()
    {
        var text = DoneFile.Text(_cell, new Shard(0, 1), _at, error: null);
        var whole = Encoding.UTF8.GetString(text).TrimEnd();
        Assert.True(IsValid(whole));
        for (var length = 0; length < whole.Length; length++)
            Assert.False(IsValid(whole[..length]));
    }

    [Fact]
    public void It_has_the_fields_of_old_scripts_in_their_order()
    {
        using var json = JsonDocument.Parse(DoneFile.Text(_cell, new Shard(5, 32), _at, null));
        Assert.Equal(
            [
                ("status", "done"),
                ("model_id", "EleutherAI/pythia-410m"),
                ("model_size", "410m"),
                ("revision", "step8"),
                ("layer", "3"),
                ("task", "STS12"),
                ("num_shards", "32"),
                ("shard_id", "5"),
                ("timestamp", "2026-01-15T04:52:14Z"),
            ],
            json.RootElement.EnumerateObject().Select(p => (p.Name, p.Value.ToString()))
        );
    }

    [Fact]
    public void A_failure_says_why()
    {
        using var json = JsonDocument.Parse(
            DoneFile.Text(_cell, new Shard(0, 1), _at, "no \"GPU\"")
        );
        Assert.Equal("failed", json.RootElement.GetProperty("status").GetString());
        Assert.Equal("no \"GPU\"", json.RootElement.EnumerateObject().Last().Value.GetString());
    }

    private bool IsValid(string text) => DoneFile.IsValid(_workspace.Write("cell/done.json", text));
}
