using Sluice.Engine.Graph;
using Sluice.Engine.Working;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Working;

/// <summary>A commit writes below the output root, whatever stands there, or not at all.</summary>
public sealed class OutputPathTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly Unit _unit = new() { Key = "u", Outputs = ["z.txt", "deep/er/a.txt"] };

    public OutputPathTests()
    {
        foreach (var output in _unit.Outputs)
            _workspace.Write($"staging/{output}", "new");
        Directory.CreateDirectory(_workspace["elsewhere/er"]);
    }

    [Theory]
    [InlineData("deep", "elsewhere")]
    [InlineData("deep/er", "elsewhere/er")]
    public void A_directory_that_is_a_link_out_of_the_root_is_refused(string link, string target)
    {
        Link($"out/{link}", _workspace[target]);

        Refused(
            $"output `deep/er/a.txt` cannot be put in place: `{link}` is a link to {_workspace[target]}, out of the output root; replace the link by a directory, or make the output root itself the link"
        );
        Assert.Empty(Directory.GetFiles(_workspace["elsewhere"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_link_to_a_link_out_of_the_root_is_refused()
    {
        Link("out/hop", _workspace["elsewhere"]);
        Link("out/deep", "hop");

        Refused("`deep` is a link to");
    }

    [Fact]
    public void A_directory_whose_name_only_begins_like_the_root_is_out_of_it()
    {
        Directory.CreateDirectory(_workspace["out-too/er"]);
        Link("out/deep", "../out-too");

        Refused("`deep` is a link to");
    }

    [Fact]
    public void A_link_within_the_root_is_followed()
    {
        Directory.CreateDirectory(_workspace["out/real"]);
        Link("out/deep", "real");

        Commit();

        Assert.Equal("new", _workspace.Read("out/real/er/a.txt"));
    }

    [Fact]
    public void The_root_itself_may_be_a_link()
    {
        Link("out", _workspace["elsewhere"]);
        Link("out/deep", "er");

        Commit();

        Assert.Equal("new", _workspace.Read("elsewhere/er/er/a.txt"));
    }

    [Fact]
    public void A_link_under_the_final_name_is_replaced_and_what_it_pointed_to_is_left()
    {
        _workspace.Write("elsewhere/mine", "mine");
        Link("out/z.txt", _workspace["elsewhere/mine"]);

        Commit();

        Assert.Equal("mine", _workspace.Read("elsewhere/mine"));
        Assert.Null(new FileInfo(_workspace["out/z.txt"]).LinkTarget);
        Assert.Equal("new", _workspace.Read("out/z.txt"));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_no_directory()
    {
        Link("out/deep", "nowhere");
        Refused("`deep` is no directory; move that away");
    }

    [Fact]
    public void A_directory_under_the_final_name_keeps_all_back()
    {
        Directory.CreateDirectory(_workspace["out/deep/er/a.txt"]);
        Refused(
            "output `deep/er/a.txt` cannot be put in place: a directory has its name; move that away"
        );
    }

    [Fact]
    public void A_file_where_a_directory_should_be_keeps_all_back()
    {
        _workspace.Write("out/deep", "mine");
        Refused("a file stands where its directory `deep` should be; move that away");
        Assert.Equal("mine", _workspace.Read("out/deep"));
    }

    [Fact]
    public void What_was_staged_behind_a_link_is_not_taken_from_there()
    {
        _workspace.Write("elsewhere/er/a.txt", "mine");
        Directory.Delete(_workspace["staging/deep"], recursive: true);
        Link("staging/deep", _workspace["elsewhere"]);

        Refused("output `deep/er/a.txt`: its directory `deep` was replaced by a link");
        Assert.Equal("mine", _workspace.Read("elsewhere/er/a.txt"));
    }

    public void Dispose() => _workspace.Dispose();

    private void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_workspace[path])!);
        File.CreateSymbolicLink(_workspace[path], target);
    }

    private void Commit() => OutputCommit.Run(_unit, _workspace["staging"], _workspace["out"]);

    private void Refused(string message)
    {
        Assert.Contains(message, Assert.Throws<UnitFailure>(Commit).Message);
        Assert.False(_workspace.Has("out/z.txt"));
    }
}
