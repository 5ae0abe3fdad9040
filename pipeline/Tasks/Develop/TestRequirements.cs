using Sluice.Engine.Processes;

namespace Sluice.Tasks.Develop;

/// <summary>Programs that tests use: installed as Debian packages where this process may, else their tests are skipped by name.</summary>
internal static class TestRequirements
{
    private static readonly (string Program, string Package)[] Programs =
    [
        ("node", "nodejs"),
        ("npm", "npm"),
        ("python3", "python3"),
        ("slurmctld", "slurmctld"),
        ("slurmd", "slurmd"),
        ("slurmd", "slurm-wlm-basic-plugins"),
        ("sbatch", "slurm-client"),
        ("munged", "munge"),
    ];

    /// <summary>Installs what is missing, if it can.</summary>
    public static async Task InstallAsync(string directory, CancellationToken stop)
    {
        var missing = Programs
            .Where(p => ProgramPath.Find(p.Program) is null)
            .Select(p => p.Package)
            .ToArray();
        if (missing.Length == 0)
            return;
        if (Environment.UserName != "root" || ProgramPath.Find("apt-get") is null)
        {
            Console.WriteLine(
                $"Test: not installed: {string.Join(", ", missing)} (needs root on Debian); tests that want them are skipped"
            );
            return;
        }
        await DevelopProcess.RunAsync(directory, stop, "apt-get", "update", "-qq");
        await DevelopProcess.RunAsync(
            directory,
            stop,
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", .. missing]
        );
    }
}
