using System.Collections;
using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Graph;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Node;

/// <summary>Which element and task of a job this process is, as Slurm's variables say. Pure.</summary>
/// <param name="Job">The element's own id: what scontrol requeue wants.</param>
/// <param name="Element">Index within the array.</param>
/// <param name="Task">Rank within the element; 0 without srun.</param>
/// <param name="Restarts">How often the element was requeued.</param>
internal sealed record ElementPlace(string Job, int Element, int Task, int Restarts)
{
    /// <summary>Names a life of the element: its index and how often it was requeued.</summary>
    public string Life => string.Create(CultureInfo.InvariantCulture, $"{Element}.{Restarts}");

    /// <summary>Reads the variables.</summary>
    /// <exception cref="UserError">This process is no element of an array.</exception>
    public static ElementPlace Of(IDictionary environment)
    {
        int? Number(string name) =>
            int.TryParse(environment[name] as string, CultureInfo.InvariantCulture, out var value)
                ? value
                : null;
        return
            environment["SLURM_JOB_ID"] is string { Length: > 0 } job
            && Number("SLURM_ARRAY_TASK_ID") is { } element
            ? new ElementPlace(
                job,
                element,
                Number("SLURM_PROCID") ?? 0,
                Number("SLURM_RESTART_COUNT") ?? 0
            )
            : throw new UserError(
                "worker --run: this process is no element of a job array (SLURM_JOB_ID and SLURM_ARRAY_TASK_ID are not set); sbatch starts it"
            );
    }

    /// <summary>The shard that this process does.</summary>
    public Shard ShardOf(SlurmStage stage, ArrayJob array) =>
        stage.ShardsOf(array, Element).ElementAt(stage.Tasks == 1 ? 0 : Task);
}
