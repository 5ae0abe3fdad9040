using System.Globalization;
using Sluice.Engine.Jobs;

namespace Sluice.Tests.Slurm.Simulation;

/// <summary>What sbatch reads of a script's <c>#SBATCH</c> lines, as far as a virtual cluster knows it.</summary>
internal sealed record BatchOptions(string Name, int Elements, int Throttle, TimeSpan Limit)
{
    public static BatchOptions Read(string script)
    {
        var options = File.ReadLines(script)
            .Where(line => line.StartsWith("#SBATCH --", StringComparison.Ordinal))
            .Select(line => line["#SBATCH --".Length..].Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair.Length > 1 ? pair[1] : "");
        var array = options["array"].Split('-', '%');
        return new(
            options["job-name"],
            int.Parse(array[1], CultureInfo.InvariantCulture) + 1,
            array.Length > 2 ? int.Parse(array[2], CultureInfo.InvariantCulture) : 0,
            options.TryGetValue("time", out var time)
                ? SlurmTime.Parse(time)!.Value
                : TimeSpan.MaxValue
        );
    }
}
