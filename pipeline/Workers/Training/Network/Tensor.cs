namespace Sluice.Workers.Training.Network;

/// <summary>Where a weight matrix lies among all parameters.</summary>
/// <param name="Name">E.g. <c>block 1 expand</c>.</param>
/// <param name="Offset">Index of its first value.</param>
/// <param name="Rows">Inputs.</param>
/// <param name="Columns">Outputs; values are row-major.</param>
internal readonly record struct Tensor(string Name, int Offset, int Rows, int Columns)
{
    public int Length => Rows * Columns;

    public ReadOnlySpan<float> In(ReadOnlySpan<float> parameters) =>
        parameters.Slice(Offset, Length);

    public Span<float> In(float[] parameters) => parameters.AsSpan(Offset, Length);
}
