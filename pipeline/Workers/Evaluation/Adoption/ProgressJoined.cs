namespace Sluice.Workers.Evaluation.Adoption;

/// <summary>What came of reading another's <c>progress.csv</c>.</summary>
/// <param name="Rows">Whole rows in it.</param>
/// <param name="Torn">Lines that are none.</param>
/// <param name="Problem">Why it could not be read or its rows not be kept; null when they were.</param>
public sealed record ProgressJoined(int Rows, int Torn, string? Problem);
