using CliWrap;
using CliWrap.Buffered;
using Sluice.Tests.Support;

namespace Sluice.Tests.Workers;

/// <summary>
/// Public npm packages that tests compare with, fetched once into artifacts/test-npm. Where npm or
/// the registry is not to be had, the test is skipped and says so.
/// </summary>
internal static class TestNpm
{
    private static string Folder { get; } = Path.Combine(Repository.Root, "artifacts", "test-npm");

    /// <summary>The folder of an installed package.</summary>
    /// <param name="package">Name and version, e.g. <c>sentiment@5.0.2</c>.</param>
    public static string Install(string package) =>
        Fetch(
            Path.Combine(Folder, "node_modules", package[..package.LastIndexOf('@')]),
            Path.Combine(
                Folder,
                "node_modules",
                package[..package.LastIndexOf('@')],
                "package.json"
            ),
            ["install", "--no-audit", "--no-fund", "--no-package-lock", package]
        );

    /// <summary>The path of a package's tarball.</summary>
    /// <param name="package">Name and version, e.g. <c>sentiment@5.0.2</c>.</param>
    public static string Pack(string package)
    {
        var tarball = Path.Combine(Folder, package.Replace('@', '-') + ".tgz");
        return Fetch(tarball, tarball, ["pack", package]);
    }

    /// <summary>Runs a program to its end; null where it is not installed or fails.</summary>
    public static string? Run(string program, IEnumerable<string> arguments, string input = "")
    {
        try
        {
            var result = Cli.Wrap(program)
                .WithArguments(arguments)
                .WithWorkingDirectory(Directory.CreateDirectory(Folder).FullName)
                .WithStandardInputPipe(PipeSource.FromString(input))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync()
                .GetAwaiter()
                .GetResult();
            return result.ExitCode == 0 ? result.StandardOutput : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Fetch(string result, string proof, string[] npmArguments)
    {
        Directory.CreateDirectory(Folder);
        using var only = Lock();
        // Without one, npm would look for a package.json further up and install there.
        var manifest = Path.Combine(Folder, "package.json");
        if (!File.Exists(manifest))
            File.WriteAllText(manifest, """{ "private": true }""");
        if (!File.Exists(proof) && (Run("npm", npmArguments) is null || !File.Exists(proof)))
            Assert.Skip($"npm {string.Join(' ', npmArguments)} does not work here.");
        return result;
    }

    /// <summary>Holds an open file so that two test processes do not install at once.</summary>
    private static FileStream Lock()
    {
        while (true)
        {
            try
            {
                return new FileStream(
                    Path.Combine(Folder, ".lock"),
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None
                );
            }
            catch (IOException)
            {
                Thread.Sleep(200);
            }
        }
    }
}
