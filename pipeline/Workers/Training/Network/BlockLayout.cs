namespace Sluice.Workers.Training.Network;

/// <summary>The weights of one transformer block: no biases, as in PaLM (Chowdhery et al. 2022).</summary>
internal sealed record BlockLayout(
    Tensor AttentionNorm,
    Tensor QueryKeyValue,
    Tensor AttentionOutput,
    Tensor FeedForwardNorm,
    Tensor Expand,
    Tensor Contract
);
