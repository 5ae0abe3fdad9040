using Sluice.Bench.Measuring;
using Sluice.Bench.Peers;

namespace Sluice.Bench.Running;

/// <summary>How often a run asks the kernel about files, as strace counts.</summary>
internal static class SystemCalls
{
    private const int MostUnits = 100_000;

    /// <summary>One line: stats and opens a unit. Nothing where counting would take minutes.</summary>
    public static async Task ReportAsync(
        Report report,
        string directory,
        string[] command,
        int units
    )
    {
        if (units > MostUnits || !await Peer.Strace.IsThereAsync(report))
            return;
        var (_, output) = await Child.RunAsync(
            new Invocation(
                directory,
                [
                    "strace",
                    "-f",
                    "-c",
                    "-U",
                    "calls,name",
                    "-e",
                    "trace=stat,lstat,fstat,newfstatat,statx,access,faccessat,faccessat2,open,openat,getdents64",
                    .. command,
                ]
            )
        );
        var calls = output
            .Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(f => f.Length == 2 && long.TryParse(f[0], out _))
            .ToDictionary(f => f[1], f => long.Parse(f[0]));
        double Each(params string[] names) =>
            (double)calls.Where(c => names.Contains(c.Key)).Sum(c => c.Value) / units;
        var (stats, opens) = (
            Each("stat", "lstat", "newfstatat", "statx", "access", "faccessat", "faccessat2"),
            Each("open", "openat")
        );
        report.Line(
            $"  system calls a unit (start included): {stats:0.000} stat or access, {opens:0.000} open, {Each("fstat"):0.000} fstat, {Each("getdents64"):0.000} getdents"
        );
    }
}
