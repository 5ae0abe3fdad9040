namespace Sluice.Workers.Evaluation;

/// <summary>A file in a cell's directory that has the cell's result.</summary>
/// <param name="File">Absolute.</param>
/// <param name="Score">What it says.</param>
internal sealed record CellResult(string File, MtebScore Score);
