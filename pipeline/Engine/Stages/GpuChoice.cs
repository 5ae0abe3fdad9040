using System.Globalization;

namespace Sluice.Engine.Stages;

/// <summary>
/// Which GPUs the programs of a shard see: environment variables in, variables to set out. Pure.
/// </summary>
internal static class GpuChoice
{
    // Steps above are no steps of tasks: the batch script, the shell of salloc and the like.
    private const uint LastStepOfTasks = 0xfffffff0;

    private const string Cuda = "CUDA_VISIBLE_DEVICES";
    private const string Hip = "HIP_VISIBLE_DEVICES";
    private const string Rocr = "ROCR_VISIBLE_DEVICES";
    private const string OpenCl = "GPU_DEVICE_ORDINAL";
    private const string LevelZero = "ZE_AFFINITY_MASK";

    /// <summary>
    /// The GPU of a shard on this machine: they are dealt out in turn. ROCR_VISIBLE_DEVICES stays
    /// as it is: AMD's runtime applies it first and HIP counts within what it leaves, so that with
    /// both on GPU 1 a shard would see none.
    /// </summary>
    /// <param name="gpus">Their names; none leaves the environment alone.</param>
    /// <param name="shard">The shard's index.</param>
    public static IReadOnlyDictionary<string, string> OfShard(
        IReadOnlyList<string> gpus,
        int shard
    ) =>
        gpus.Count == 0
            ? []
            : new Dictionary<string, string>
            {
                [Cuda] = gpus[shard % gpus.Count],
                [Hip] = gpus[shard % gpus.Count],
            };

    /// <summary>
    /// The GPU of a task among several of a Slurm step which all see the same ones: its rank on the
    /// node takes its pick. What Slurm has bound already stays.
    /// </summary>
    /// <param name="variable">Reads an environment variable; null when it is not set.</param>
    public static IReadOnlyDictionary<string, string> OfSlurmTask(Func<string, string?> variable)
    {
        var chosen = new Dictionary<string, string>();
        if (!IsTaskAmongSeveral(variable) || GpusPerTask(variable) > 1)
            return chosen;
        if (Number(variable("SLURM_LOCALID")) is not { } rank)
            return chosen;
        foreach (var name in (string[])[Cuda, Hip, OpenCl, LevelZero])
            Pick(name);
        // Of AMD's two layers only one may be cut, and Slurm sets CUDA's variable beside this one
        // where it was not told the make: there the cut is made already, on either make.
        if (IsSet(Cuda) || IsSet(Hip))
            return chosen;
        if (Pick(Rocr) && IsSet(OpenCl))
            chosen[OpenCl] = "0"; // counted within the one that is left
        return chosen;

        bool IsSet(string name) => !string.IsNullOrEmpty(variable(name));

        bool Pick(string name)
        {
            var devices = (variable(name) ?? "").Split(
                ',',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            );
            if (devices.Length > 1)
                chosen[name] = devices[rank % devices.Length];
            return devices.Length > 1;
        }
    }

    private static bool IsTaskAmongSeveral(Func<string, string?> variable) =>
        Number(variable("SLURM_STEP_ID")) <= LastStepOfTasks
        && Number(variable("SLURM_PROCID")) is not null
        && (Number(variable("SLURM_STEP_NUM_TASKS")) ?? Number(variable("SLURM_NTASKS"))) > 1;

    /// <summary>Of <c>2</c> or <c>a100:2</c>: who asked for several a task means them all.</summary>
    private static uint? GpusPerTask(Func<string, string?> variable) =>
        Number(variable("SLURM_GPUS_PER_TASK")?.Split(':')[^1]);

    private static uint? Number(string? text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
