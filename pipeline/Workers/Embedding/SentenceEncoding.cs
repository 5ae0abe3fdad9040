namespace Sluice.Workers.Embedding;

/// <summary>What the encoder made of one text.</summary>
/// <param name="Vector">The embedding: 512 values, Euclidean length 1.</param>
/// <param name="Layers">
/// The mean over tokens of the hidden states: [0] the input embeddings with position signal (256),
/// [1] after the first transformer layer (512), [2] after the second (512). Zeros for a text
/// without tokens.
/// </param>
internal sealed record SentenceEncoding(float[] Vector, IReadOnlyList<float[]> Layers);
