using System.Net.Sockets;
using Sluice.Engine.Files;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Graph;

/// <summary>What is said of a path that is no file to read is true of it.</summary>
public sealed class PathFactTests
{
    [Fact]
    public async Task Each_state_of_a_path_has_its_own_words()
    {
        using var workspace = new Workspace();
        workspace.Write("file", "");
        Directory.CreateDirectory(workspace["folder"]);
        void Link(string name, string target) => File.CreateSymbolicLink(workspace[name], target);
        Link("dangling", "/nowhere");
        Link("round", "trip");
        Link("trip", "round");
        Link("to-folder", "folder");
        (await Shell.RunAsync(workspace.Root, "mkfifo", "pipe")).Exits(0);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, 0);
        socket.Bind(new UnixDomainSocketEndPoint(workspace["socket"]));
        string Of(string name) => PathFact.Of(workspace[name]);

        Assert.Equal("is not there", Of("no"));
        Assert.Equal("is not there", Of("no/way/down"));
        Assert.Equal("is a directory", Of("folder"));
        Assert.Equal("is a link to /nowhere, which is not there", Of("dangling"));
        Assert.Equal("is a link to trip, which leads back to itself", Of("round"));
        Assert.Equal("is a link to folder, which is a directory", Of("to-folder"));
        Assert.Equal("is a named pipe", Of("pipe"));
        Assert.Equal("is a socket", Of("socket"));
        Assert.Equal(
            $"cannot be there: {workspace["file"]} is a file, not a directory",
            Of("file/below")
        );
        Assert.Equal(
            $"cannot be there: {workspace["dangling"]} is a link to /nowhere, which is not there",
            Of("dangling/below")
        );
        Assert.Equal("lies behind a link that leads back to itself", Of("round/below"));
        Assert.Equal("has a name that is longer than a file's can be", Of(new string('x', 300)));
    }
}
