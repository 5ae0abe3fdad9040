using Sluice.Engine.Configuration;

namespace Sluice.Workers.Augmentation;

/// <summary>One row of augment_methods.yaml.</summary>
public sealed record MethodRow
{
    /// <summary>Unique id, e.g. <c>nlp_wordnet_syn</c>; combos are built from sorted ids.</summary>
    public required string Id { get; init; }

    /// <summary>The library whose behaviour it follows: <c>nlpaug</c>, <c>textattack</c>, or <c>external</c>.</summary>
    public required string Lib { get; init; }

    /// <summary>What it does, e.g. <c>wordnet_synonym</c>: selects the built-in implementation.</summary>
    public required string Kind { get; init; }

    /// <summary>Arguments by name, e.g. <c>aug_p: 0.3</c>, as written; a list as its JSON text.</summary>
    [ListsAsText]
    public IReadOnlyDictionary<string, string> Args { get; init; } =
        new Dictionary<string, string>();

    /// <summary>Such a method runs one at a time per shard.</summary>
    public bool RequiresGpu { get; init; }

    /// <summary>An external command (argument list) speaking JSON lines; empty for a built-in one.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];
}
