namespace Sluice.Slurm.Queue;

/// <summary>What a Slurm command answered.</summary>
/// <param name="ExitCode">255 when it did not end in time.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error, trimmed.</param>
internal sealed record ToolResult(int ExitCode, string Out, string Error)
{
    /// <summary>Whether it did what was asked.</summary>
    public bool IsDone => ExitCode == 0;

    /// <summary>What it said went wrong, in one line.</summary>
    public string Said =>
        Error.Length > 0 ? Error.ReplaceLineEndings("; ") : $"exit code {ExitCode}";
}
