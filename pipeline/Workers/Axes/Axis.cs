namespace Sluice.Workers.Axes;

/// <summary>One dimension of a matrix: usually a name with values; of a table, several names whose values go together.</summary>
/// <param name="Names">Of what a point gives values to.</param>
/// <param name="Points">In order; each has a value for every name.</param>
internal sealed record Axis(IReadOnlyList<string> Names, IReadOnlyList<AxisPoint> Points);

/// <summary>A point of an axis.</summary>
/// <param name="Values">One for each name of the axis.</param>
/// <param name="File">Absolute path, where the value is a file; null elsewhere.</param>
internal sealed record AxisPoint(IReadOnlyList<string> Values, string? File = null);
