using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Workers.Augmentation;

/// <summary>
/// One way of rewriting a text, e.g. synonym replacement. Stateless and thread-safe; the result
/// depends on (text, state of the random source) alone.
/// </summary>
public interface ITextMethod
{
    /// <summary>The id of its row in augment_methods.yaml, e.g. <c>nlp_wordnet_syn</c>.</summary>
    string Id { get; }

    /// <summary>A rewritten text, or null where the text offers nothing to change.</summary>
    string? Apply(string text, RowRandom random);
}
