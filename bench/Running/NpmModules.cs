namespace Sluice.Bench.Running;

/// <summary>Packages of npm that only benchmarks need, installed once beside the benchmarks' corpus.</summary>
internal static class NpmModules
{
    /// <summary>Installs what is missing.</summary>
    /// <param name="packages">Each with its version.</param>
    /// <returns>The folder <c>node_modules</c>.</returns>
    /// <exception cref="ChildFailure">npm cannot install them.</exception>
    public static async Task<string> InstallAsync(params string[] packages)
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "bench");
        var modules = Path.Combine(folder, "node_modules");
        Directory.CreateDirectory(folder);
        string[] missing =
        [
            .. packages.Where(package =>
                !Directory.Exists(Path.Combine(modules, package[..package.LastIndexOf('@')]))
            ),
        ];
        if (missing.Length > 0)
            await Child.TimeAsync(
                folder,
                [
                    "npm",
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--no-package-lock",
                    "--prefix",
                    folder,
                    .. missing,
                ]
            );
        return modules;
    }
}
