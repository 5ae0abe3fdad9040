using System.Diagnostics;
using Sluice.Engine.Files;

namespace Sluice.Tests.Support;

/// <summary>A temporary directory in which the real host is run, as users run it: through build.sh.</summary>
public sealed class Workspace : IDisposable
{
    private const string Memory = "/dev/shm";
    private const long EnoughMemory = 1L << 30;

    /// <summary>A new empty one; its name holds a blank, as users' directories do.</summary>
    public Workspace()
        : this(Directory.CreateTempSubdirectory("sluice test ").FullName) { }

    private Workspace(string root) => Root = root;

    /// <summary>
    /// One in memory where there is plenty, for tests that make and remove thousands: what they
    /// disturb is the operation, not the disk.
    /// </summary>
    public static Workspace InMemory()
    {
        if (!Directory.Exists(Memory) || new DriveInfo(Memory).AvailableFreeSpace < EnoughMemory)
            return new Workspace();
        return new Workspace(
            Directory.CreateDirectory($"{Memory}/sluice test {Guid.NewGuid():n}").FullName
        );
    }

    /// <summary>Absolute.</summary>
    public string Root { get; }

    /// <summary>Absolute path of something in it.</summary>
    public string this[string path] => Path.Combine(Root, path);

    /// <summary>Writes a file.</summary>
    public string Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllText(this[path], text);
        return this[path];
    }

    public string Read(string path) => File.ReadAllText(this[path]);

    public bool Has(string path) => File.Exists(this[path]);

    /// <summary>SHA-256 of every file that matches, by path relative to the workspace.</summary>
    public SortedDictionary<string, string> Hashes(string directory, string pattern) =>
        new(
            Directory
                .EnumerateFiles(this[directory], pattern, SearchOption.AllDirectories)
                .ToDictionary(file => Path.GetRelativePath(Root, file), Sha256Hex.OfFile),
            StringComparer.Ordinal
        );

    /// <summary>Runs the host in this workspace to its end.</summary>
    public Task<HostResult> RunAsync(params string[] args) => Start(args).EndAsync();

    /// <summary>Starts the host in this workspace.</summary>
    public RunningHost Start(params string[] args) => Start(new Dictionary<string, string>(), args);

    /// <summary>Starts the host in this workspace with additional variables.</summary>
    public RunningHost Start(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var info = new ProcessStartInfo(
            "bash",
            [Path.Combine(Repository.Root, "build.sh"), "--workspace", Root, .. args]
        )
        {
            WorkingDirectory = Root,
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

    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (IOException)
        {
            // A process that a failed test left behind still writes here; the system's own sweep gets it.
        }
    }
}
