using Sluice.Engine;
using Sluice.Engine.Commands;
using Sluice.Engine.Planning;

namespace Sluice.Tests.Engine.Commands;

/// <summary>What cannot start is refused before anything runs.</summary>
public sealed class CommandPreflightTests : IDisposable
{
    private readonly TestStage _test = new();

    [Theory]
    [InlineData(
        "no-such {output}",
        "the program no-such is not in PATH; install it, or write its path"
    )]
    [InlineData("fit.sh {output}", "write ./fit.sh, or its interpreter before it")]
    [InlineData(
        "./fit.sh {output}",
        "the program ./fit.sh is not executable; write its interpreter before it"
    )]
    [InlineData("./no.sh {output}", "the program ./no.sh is not there")]
    [InlineData("/nowhere/tool {output}", "the program /nowhere/tool is not there")]
    [InlineData("./odd.sh {output}", "is a script for /no/such/shell, which is not there")]
    [InlineData(
        "./bare.sh {output}",
        "the program ./bare.sh does not say what runs it; begin it with a line such as #!/bin/sh"
    )]
    [InlineData("./binary {output}", null)]
    [InlineData("sh -eu no.sh {output}", "the script no.sh is not there")]
    [InlineData("sh in {output}", null)]
    [InlineData("sh -c no.sh {output}", null)]
    [InlineData("sh fit.sh {output}", null)]
    [InlineData("sh later/made.sh {output}", null)]
    [InlineData("python3 -m no.module {output}", null)]
    [InlineData("awk -v x=1 -f no.awk {output}", "the script no.awk is not there")]
    [InlineData("sh {param.seed}.sh {output}", "the script 42.sh, for unit a is not there")]
    [InlineData("sh {input} {output}", null)]
    public void A_command_that_cannot_start(string command, string? told)
    {
        _test.Workspace.Write("fit.sh", "true\n");
        _test.Workspace.Write("odd.sh", "#!/no/such/shell\n");
        _test.Workspace.Write("bare.sh", "echo 1 > $1\n");
        _test.Workspace.Write("binary", "\u007fELF\0\0");
        foreach (var program in (string[])["odd.sh", "bare.sh", "binary"])
            File.SetUnixFileMode(
                _test.Workspace[program],
                UnixFileMode.UserRead | UnixFileMode.UserExecute
            );
        Told(told, s => s with { Command = new() { Arguments = command.Split(' ') } });
    }

    [Theory]
    [InlineData("nodir", "the working directory nodir is not there; make it")]
    [InlineData("in/a.txt", "the working directory in/a.txt is a file")]
    [InlineData("in", null)]
    [InlineData("out", null)]
    [InlineData("later", null)]
    public void A_working_directory(string directory, string? told) =>
        Told(
            told,
            s =>
                s with
                {
                    Command = new() { Arguments = ["sh", "-c", "x"], WorkingDirectory = directory },
                }
        );

    [Theory]
    [InlineData("in/a.txt", "its outputs lie in in/a.txt, and that is a file")]
    [InlineData("in/a.txt/below", "its outputs lie in in/a.txt/below, and in/a.txt is a file")]
    [InlineData("logs/x", "where the pipeline keeps its own logs")]
    [InlineData("x/.sluice", "where the pipeline keeps its own state")]
    [InlineData("new/deep", null)]
    public void A_place_for_outputs(string root, string? told) =>
        Told(told, s => s with { OutputRoot = _test.Workspace[root] });

    [Fact]
    public void Of_another_machine_only_the_workspace_is_known()
    {
        Command("no-such").Refuse(_test.Stage.Units);
        Command("/nowhere/tool").Refuse(_test.Stage.Units);
        Assert.Throws<UserError>(() => Command("./no.sh").Refuse(_test.Stage.Units));

        CommandPreflight Command(string program) =>
            new(
                _test.Stage with
                {
                    Command = new() { Arguments = [program] },
                },
                isHere: false,
                _ => false
            );
    }

    private void Told(string? told, Func<DeclaredStage, DeclaredStage> change)
    {
        var preflight = new CommandPreflight(
            change(_test.Stage),
            isHere: true,
            path => path.StartsWith(_test.Workspace["later"], StringComparison.Ordinal)
        );
        if (told is null)
            preflight.Refuse(_test.Stage.Units);
        else
            Assert.Contains(
                told,
                Assert.Throws<UserError>(() => preflight.Refuse(_test.Stage.Units)).Message
            );
    }

    public void Dispose() => _test.Dispose();
}
