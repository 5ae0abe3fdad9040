using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Working;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Working;

/// <summary>Outputs reach their final names checked and whole, or not at all.</summary>
public sealed class OutputCommitTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly Unit _unit = new() { Key = "u", Outputs = ["deep/a b.txt", "z.txt"] };

    [Fact]
    public void Outputs_are_moved_and_recorded_as_they_stand()
    {
        Stage("deep/a b.txt", "one");
        Stage("z.txt", "two");
        _workspace.Write("out/z.txt", "old");

        var records = Commit();

        Assert.Equal("two", _workspace.Read("out/z.txt"));
        Assert.Equal(["deep/a b.txt", "z.txt"], records.Select(r => r.Path));
        Assert.All(
            records,
            r => Assert.Equal(FileIdentity.Of(_workspace[$"out/{r.Path}"]), r.Identity)
        );
        Assert.Equal(Sha256Hex.OfText("one"), records[0].Hash);
        Assert.False(_workspace.Has("staging/z.txt"));
    }

    [Fact]
    public void A_missing_output_keeps_all_back()
    {
        Stage("deep/a b.txt", "one");
        Refused("output `z.txt` was not made");
    }

    [Fact]
    public void An_empty_output_keeps_all_back_unless_allowed()
    {
        Stage("deep/a b.txt", "one");
        Stage("z.txt", "");
        Refused("output `z.txt` is empty");

        OutputCommit.Run(
            _unit with
            {
                MayBeEmpty = true,
            },
            _workspace["staging"],
            _workspace["out"]
        );
        Assert.Equal("", _workspace.Read("out/z.txt"));
    }

    [Fact]
    public void A_directory_keeps_all_back()
    {
        Stage("deep/a b.txt", "one");
        Stage("z.txt/inner", "x");
        Refused("output `z.txt` is a directory, not a file");
    }

    [Fact]
    public void A_link_keeps_all_back()
    {
        Stage("deep/a b.txt", "one");
        File.CreateSymbolicLink(_workspace["staging/z.txt"], _workspace.Write("elsewhere", "x"));
        Refused($"output `z.txt` is a link to {_workspace["elsewhere"]}, not a file");
    }

    [Fact]
    public void A_lost_staging_directory_commits_nothing()
    {
        var error = Assert.Throws<UnitFailure>(Commit);

        Assert.Contains("was not made", error.Message);
        Assert.False(Directory.Exists(_workspace["out"]));
    }

    public void Dispose() => _workspace.Dispose();

    private void Stage(string path, string text) => _workspace.Write($"staging/{path}", text);

    private IReadOnlyList<OutputRecord> Commit() =>
        OutputCommit.Run(_unit, _workspace["staging"], _workspace["out"]);

    private void Refused(string message)
    {
        Assert.Equal(message, Assert.Throws<UnitFailure>(Commit).Message);
        Assert.False(Directory.Exists(_workspace["out"]));
    }
}
