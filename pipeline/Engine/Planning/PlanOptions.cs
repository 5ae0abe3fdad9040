namespace Sluice.Engine.Planning;

/// <summary>What the command line says about planning.</summary>
public sealed record PlanOptions
{
    /// <summary>How freshness is decided.</summary>
    public CheckMode Check { get; init; }

    /// <summary>Redo what is up to date as well.</summary>
    public bool Force { get; init; }

    /// <summary>Glob over unit keys; null for all.</summary>
    public string? Only { get; init; }

    /// <summary>
    /// Outputs that earlier stages will make, by path, with the stage's name: filled by a dry run,
    /// where nothing is made.
    /// </summary>
    public IReadOnlyDictionary<string, string> Pending { get; init; } =
        new Dictionary<string, string>();

    /// <summary>Why a unit with these inputs cannot run yet; null when they are all there to stay.</summary>
    internal string? WaitingFor(IReadOnlyList<string> inputs)
    {
        if (Pending.Count > 0)
            foreach (var input in inputs)
                if (Pending.TryGetValue(input, out var stage))
                    return $"input `{Path.GetFileName(input)}` will be made by {stage}";
        return null;
    }
}
