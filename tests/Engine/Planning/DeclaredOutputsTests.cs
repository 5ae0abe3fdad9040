using Sluice.Engine;

namespace Sluice.Tests.Engine.Planning;

/// <summary>What units declare is looked at before anything runs.</summary>
public sealed class DeclaredOutputsTests : IDisposable
{
    private readonly TestStage _stage = new();

    [Theory]
    [InlineData("./a.txt")]
    [InlineData("x/../a.txt")]
    [InlineData(".//a.txt")]
    [InlineData("a.txt/")]
    [InlineData("../out/a.txt")]
    public void Another_spelling_is_the_same_output(string output)
    {
        Outputs("b", output);

        Assert.Equal(
            $"Copy: the units 'a' and 'b' both declare the output '{output}'; an output has one maker",
            Refusal()
        );
    }

    [Fact]
    public void An_output_named_twice_by_one_unit_is_refused()
    {
        Outputs("b", "b.txt", "b.txt");
        Assert.Equal("Copy: unit 'b' declares the output 'b.txt', twice; name it once", Refusal());
    }

    [Theory]
    [InlineData("./x.txt", "x.txt")]
    [InlineData("x//y.txt", "x/y.txt")]
    [InlineData("x/y/", "x/y")]
    [InlineData("x/./y", "x/y")]
    public void A_roundabout_spelling_is_refused_with_the_shortest(string output, string shortest)
    {
        Outputs("b", output);
        Assert.Equal(
            $"Copy: unit 'b' declares the output '{output}'; write it as '{shortest}'",
            Refusal()
        );
    }

    [Theory]
    [InlineData("..x")]
    [InlineData("x../.y..")]
    [InlineData("...")]
    [InlineData(".sluicex")]
    [InlineData("-rf")]
    [InlineData("a\nb \"c\" 'd'")]
    public void Unusual_names_are_names(string output)
    {
        Outputs("b", output);
        Assert.Equal(3, _stage.Plan().Running.Count);
    }

    [Fact]
    public void Composed_and_decomposed_letters_are_two_names()
    {
        Outputs("a", "caf\u00e9.txt");
        Outputs("b", "cafe\u0301.txt");
        Assert.Equal(3, _stage.Plan().Running.Count);
    }

    [Theory]
    [InlineData("c.txt", "c.txt/x", "c.txt")]
    [InlineData("deep/er/x", "deep/er", "deep/er")]
    [InlineData("deep/er/x", "deep", "deep")]
    public void A_name_is_a_files_or_a_directorys(string one, string other, string told)
    {
        Outputs("a", one);
        Outputs("b", other);
        _stage.Change("c", u => u with { Outputs = ["z"] });

        Assert.Contains($"declares the output '{told}', below which other outputs", Refusal());
    }

    [Theory]
    [InlineData(".sluice")]
    [InlineData(".sluice/x")]
    [InlineData("x/../.sluice/Copy/ledger/x.jsonl")]
    public void The_state_is_no_place_for_outputs(string output)
    {
        Outputs("b", output);
        Assert.EndsWith("which lies among the pipeline's own state", Refusal());
    }

    [Fact]
    public void A_name_of_255_bytes_can_be_made_and_a_longer_one_is_refused()
    {
        Outputs("a", new string('x', 255));
        Outputs("b", "d/" + new string('é', 127));
        Assert.Equal(3, _stage.Plan().Running.Count);

        Outputs("b", "d/" + new string('é', 128));
        Assert.EndsWith("in which a name has 256 bytes; a file's name has at most 255", Refusal());
    }

    [Fact]
    public void What_no_file_can_be_called_is_refused()
    {
        // Not as InlineData: an attribute cannot hold half a surrogate pair either.
        foreach (var name in (string[])["x\0y", "x\ud800y", "\udc00"])
        {
            Outputs("b", name);
            Assert.Contains("which is no text that a file's name can be", Refusal());
        }
        Outputs("b", "b.txt");
        _stage.Change("b", u => u with { Key = "\udc00" });
        Assert.Contains("is no text that can be written to a file", Refusal());
    }

    [Fact]
    public void A_refusal_cannot_be_forged_by_a_name()
    {
        _stage.Change("b", u => u with { Key = "b\nAll is well\e[2J", Outputs = ["a.txt"] });
        Assert.Equal(
            @"Copy: the units 'a' and 'b\nAll is well\u001b[2J' both declare the output 'a.txt'; an output has one maker",
            Refusal()
        );
    }

    [Theory]
    [InlineData("out/b.txt", "unit 'a' reads out/b.txt, which unit 'b' of the same stage makes")]
    [InlineData("out/../out/b.txt", "which unit 'b' of the same stage makes; put the two into two")]
    [InlineData("out/a.txt", "unit 'a' reads out/a.txt, which it makes itself; name another file")]
    public void A_unit_reads_nothing_that_its_stage_makes(string input, string told)
    {
        _stage.Workspace.Write("out/a.txt", "old");
        _stage.Workspace.Write("out/b.txt", "old");
        _stage.Change("a", u => u with { Inputs = [_stage.Workspace[input]] });

        Assert.Contains(told, Refusal());
    }

    [Fact]
    public void A_stage_reads_nothing_that_it_makes()
    {
        _stage.Workspace.Write("out/b.txt", "old");
        _stage.Stage = _stage.Stage with { Inputs = [_stage.Workspace["out/b.txt"]] };

        Assert.Contains("it reads out/b.txt, which its own unit 'b' makes", Refusal());
    }

    [Fact]
    public void An_output_root_with_a_slash_at_its_end_is_the_same()
    {
        _stage.Stage = _stage.Stage with { OutputRoot = _stage.Workspace["out"] + "/" };
        Assert.Equal(3, _stage.Plan().Running.Count);
    }

    public void Dispose() => _stage.Dispose();

    private void Outputs(string key, params string[] outputs) =>
        _stage.Change(key, u => u with { Outputs = outputs });

    private string Refusal() => Assert.Throws<UserError>(() => _stage.Plan()).Message;
}
