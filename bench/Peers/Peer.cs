using Sluice.Bench.Measuring;
using Sluice.Bench.Running;
using Sluice.Engine.Processes;

namespace Sluice.Bench.Peers;

/// <summary>A program to compare with.</summary>
internal sealed record Peer(string Program, string? DebianPackage)
{
    public static readonly Peer Ninja = new("ninja", "ninja-build");
    public static readonly Peer Make = new("make", "make");

    public static readonly Peer Parallel = new("parallel", "parallel");
    public static readonly Peer Xargs = new("xargs", "findutils");
    public static readonly Peer Strace = new("strace", "strace");

    // Too large to install for a figure: measured where it happens to be there.
    public static readonly Peer Snakemake = new("snakemake", null);
    public static readonly Peer Python = new("python3", null);

    /// <summary>Whether it is there, after installing it where this process may; else the report says that it is skipped.</summary>
    public async Task<bool> IsThereAsync(Report report)
    {
        if (ProgramPath.Find(Program) is not null)
            return true;
        if (
            DebianPackage is not null
            && Environment.UserName == "root"
            && ProgramPath.Find("apt-get") is not null
        )
        {
            try
            {
                await Child.TimeAsync("/", "apt-get", "update", "-qq");
                await Child.TimeAsync(
                    "/",
                    ["apt-get", "install", "-y", "-qq", "--no-install-recommends", DebianPackage]
                );
                return ProgramPath.Find(Program) is not null;
            }
            catch (ChildFailure)
            {
                // Said below: it is not there.
            }
        }
        report.Line($"  {Program} is not installed: skipped");
        return false;
    }
}
