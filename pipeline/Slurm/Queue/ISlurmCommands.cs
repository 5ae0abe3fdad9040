using Sluice.Engine;

namespace Sluice.Slurm.Queue;

/// <summary>Slurm's own commands: all that is known of a cluster, and all that is asked of it, goes through here.</summary>
internal interface ISlurmCommands
{
    /// <summary>Whether a command is installed.</summary>
    bool Has(string program);

    /// <summary>Runs a command to its end.</summary>
    /// <param name="program">sbatch, squeue, sacct, scancel, scontrol or sacctmgr.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">What it is to see besides this process's own, of which <see cref="SessionVariables"/> are hidden.</param>
    /// <returns>Its answer; exit code 255 when it could not be started or gave none.</returns>
    /// <exception cref="UserError">It is not installed.</exception>
    Task<ToolResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        params (string Name, string Value)[] variables
    );
}
