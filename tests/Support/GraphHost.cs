using System.Diagnostics;
using System.Text.Json;

namespace Sluice.Tests.Support;

/// <summary>
/// A temporary workspace with the host of tests/Host, whose stages One → Two and Left, Right → Join
/// are what the workspace says.
/// </summary>
public sealed class GraphHost : IDisposable
{
    /// <summary>Program and first argument.</summary>
    public static IReadOnlyList<string> Command { get; } =
    [
        "dotnet",
        Path.Combine(
            Repository.Root,
            "artifacts/bin/TestHost",
            // Built as the tests are.
            Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)),
            "sluice.dll"
        ),
    ];

    /// <summary>Where it runs.</summary>
    public Workspace Workspace { get; } = new();

    /// <summary>Says what a stage is; see StageDescription in tests/Host.</summary>
    /// <param name="name">One, Two, Left, Right or Join.</param>
    /// <param name="json">The whole of <c>stages/NAME.json</c>.</param>
    public void Stage(string name, string json) => Workspace.Write($"stages/{name}.json", json);

    /// <summary>A stage whose units 0, 1, … each run a shell script that writes KEY.txt as <c>$2</c>; its key is <c>$1</c>.</summary>
    public void Shell(string name, int count, string script) =>
        Stage(
            name,
            JsonSerializer.Serialize(
                new
                {
                    command = (string[])["sh", "-c", script, "sh", "{key}", "{output}"],
                    count,
                    outputs = (string[])["{key}.txt"],
                }
            )
        );

    /// <summary>Path of a unit's output, relative to the workspace.</summary>
    public static string Output(string stage, string file) =>
        $"out/{stage.ToLowerInvariant()}/{file}";

    /// <summary>Runs the host to its end.</summary>
    public Task<HostResult> RunAsync(params string[] args) => Start(args).EndAsync();

    /// <summary>Starts the host.</summary>
    public RunningHost Start(params string[] args) =>
        Start(new Dictionary<string, string?>(), args);

    /// <summary>Starts the host with additional variables; a null value removes one.</summary>
    public RunningHost Start(IReadOnlyDictionary<string, string?> environment, params string[] args)
    {
        var info = new ProcessStartInfo(
            Command[0],
            [Command[1], "--workspace", Workspace.Root, .. args]
        )
        {
            WorkingDirectory = Workspace.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        info.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        var process = Process.Start(info)!;
        process.StandardInput.Close();
        return new RunningHost(process);
    }

    public void Dispose() => Workspace.Dispose();
}
