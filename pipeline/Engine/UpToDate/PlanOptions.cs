namespace Sluice.Engine.UpToDate;

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
}
