using Sluice.Slurm.Runs;

namespace Sluice.Tests.Slurm;

/// <summary>Runs and arrays as a submission would have made them.</summary>
internal static class SlurmSample
{
    public const string Id = "20260131-094501-3f9a1c";

    public static ArrayJob Array(string label, int elements = 2, string? job = null) =>
        new()
        {
            Label = label,
            JobName = $"{label}.{Id}",
            Elements = elements,
            Job = job,
        };

    public static SlurmStage Stage(string name, params ArrayJob[] arrays) =>
        new()
        {
            Name = name,
            Shards = arrays.Sum(array => array.Elements),
            Arrays = arrays,
        };

    public static SlurmRun Run(string workspace, params SlurmStage[] stages) =>
        new()
        {
            Id = Id,
            Created = new DateTimeOffset(2026, 1, 31, 9, 45, 1, TimeSpan.Zero),
            Workspace = workspace,
            Home = "/opt/sluice",
            Host = "release-0123abcd",
            SettingsHash = "0f1e",
            Stages = stages,
        };
}
