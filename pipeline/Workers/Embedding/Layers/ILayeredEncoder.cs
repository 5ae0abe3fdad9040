namespace Sluice.Workers.Embedding.Layers;

/// <summary>
/// A model whose every layer gives a text a vector. Thread-safe, and a text's vectors depend on
/// nothing but the text: not on its batch, the machine or the number of threads.
/// </summary>
internal interface ILayeredEncoder
{
    /// <summary>The model's name, e.g. <c>gloss-lm</c>.</summary>
    string Name { get; }

    /// <summary>The layers' names, from the input to the output.</summary>
    IReadOnlyList<string> LayerNames { get; }

    /// <summary>The vectors of texts, all layers in one pass.</summary>
    /// <returns>
    /// [layer][text][width]: the layers as named, the texts in order; the width may differ from layer
    /// to layer. Zeros for a text without tokens, unless the layer says otherwise.
    /// </returns>
    float[][][] Embed(IReadOnlyList<string> texts, CancellationToken cancellation);
}
