namespace Sluice.Engine.Graph;

/// <summary>The smallest resumable piece of work. Its identity is its key; it never names a shard.</summary>
public sealed record Unit
{
    /// <summary>Unique within the stage and stable from run to run, e.g. <c>combo_1_nlp_spelling</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Files it reads besides the stage's, absolute; their content is in the fingerprint.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Files it makes, relative to the stage's output root.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>Values its result depends on besides the stage's.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = OrderedMap.Empty;

    /// <summary>An empty output is taken for half-written unless this is set.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Such units run one at a time within a shard, e.g. because they share a GPU.</summary>
    public bool Exclusive { get; init; }
}
