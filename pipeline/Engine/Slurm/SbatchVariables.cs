namespace Sluice.Engine.Slurm;

/// <summary>
/// Variables such as SBATCH_PARTITION override what a script says: those of options that ours gives are
/// hidden from sbatch; what it leaves open they still decide. Pure.
/// </summary>
public static class SbatchVariables
{
    private static readonly Dictionary<string, string[]> s_names = new(StringComparer.Ordinal)
    {
        ["array"] = ["SBATCH_ARRAY_INX"],
        ["time"] = ["SBATCH_TIMELIMIT"],
        ["mem"] =
        [
            "SBATCH_MEM_PER_NODE",
            "SBATCH_MEM_PER_CPU",
            "SBATCH_MEM_PER_GPU",
            "SLURM_MEM_PER_NODE",
            "SLURM_MEM_PER_CPU",
            "SLURM_MEM_PER_GPU",
        ],
        ["requeue"] = ["SBATCH_REQUEUE", "SBATCH_NO_REQUEUE"],
        ["output"] = ["SBATCH_OUTPUT", "SBATCH_ERROR"],
    };

    /// <summary>Those that a script's options hide.</summary>
    public static string[] HiddenBy(string script) =>
        [
            .. script
                .Split('\n')
                .Where(line => line.StartsWith("#SBATCH --", StringComparison.Ordinal))
                .Select(line => line["#SBATCH --".Length..].Split('=')[0])
                .SelectMany(name =>
                    s_names.GetValueOrDefault(name)
                    ?? [$"SBATCH_{name.ToUpperInvariant().Replace('-', '_')}"]
                ),
            // squeue and scancel would not look there.
            "SBATCH_CLUSTERS",
            "SBATCH_WAIT",
            "SBATCH_TEST_ONLY",
        ];
}
