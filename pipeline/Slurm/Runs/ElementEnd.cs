namespace Sluice.Slurm.Runs;

/// <summary>How an element ended, kept because Slurm forgets.</summary>
/// <param name="State">As Slurm calls it, e.g. OUT_OF_MEMORY.</param>
/// <param name="Node">Where; empty when it never started.</param>
/// <param name="Reason">As Slurm calls it; empty for none.</param>
internal sealed record ElementEnd(string State, string Node, string Reason);
