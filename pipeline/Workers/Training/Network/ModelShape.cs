namespace Sluice.Workers.Training.Network;

/// <summary>The sizes of a model.</summary>
/// <param name="Layers">Transformer blocks.</param>
/// <param name="Width">Of the residual stream: a multiple of 32.</param>
/// <param name="Context">Most tokens at once.</param>
/// <param name="Pieces">Rows of the embedding: a multiple of 32, at least the vocabulary's size.</param>
internal sealed record ModelShape(int Layers, int Width, int Context, int Pieces)
{
    /// <summary>Attention heads; each is a multiple of 8 wide.</summary>
    public const int Heads = 4;

    /// <summary>Width of the feed-forward part's inner layer.</summary>
    public int Inner => 4 * Width;
}
