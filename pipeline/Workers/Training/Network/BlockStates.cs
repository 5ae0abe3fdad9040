namespace Sluice.Workers.Training.Network;

/// <summary>What a block's forward pass leaves for its backward one; rows are tokens.</summary>
internal sealed class BlockStates(ModelShape shape, int tokens, int kept)
{
    public float[] Input { get; } = new float[tokens * shape.Width];
    public float[] AttentionNormal { get; } = new float[tokens * shape.Width];
    public float[] QueryKeyValue { get; } = new float[tokens * 3 * shape.Width];
    public float[] Probabilities { get; } = new float[tokens * kept];
    public float[] Attended { get; } = new float[tokens * shape.Width];
    public float[] Middle { get; } = new float[tokens * shape.Width];
    public float[] FeedForwardNormal { get; } = new float[tokens * shape.Width];
    public float[] Inner { get; } = new float[tokens * shape.Inner];
}
