namespace Sluice.Tests.Support;

/// <summary>What a run of the real host came to.</summary>
/// <param name="ExitCode">As the process gave it; 128 + signal when killed.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record HostResult(int ExitCode, string Out, string Error)
{
    /// <summary>This result, when the exit code is right; else fails with all that was printed.</summary>
    public HostResult Exits(int expected)
    {
        Assert.True(
            ExitCode == expected,
            $"exit code {ExitCode}, expected {expected}\n--- out\n{Out}\n--- error\n{Error}"
        );
        return this;
    }
}
