namespace Sluice.Slurm.Submit;

/// <summary>A bound on how many elements may be queued or running at once.</summary>
/// <param name="Name">As the cluster calls it, e.g. MaxSubmitJobs of account lab.</param>
/// <param name="Most">How many.</param>
/// <param name="Stages">Whose elements it counts; null for all.</param>
/// <param name="Used">How many are there already of all whom it binds together; null where it binds the user alone.</param>
internal sealed record SubmitLimit(
    string Name,
    long Most,
    IReadOnlySet<string>? Stages = null,
    int? Used = null
);
