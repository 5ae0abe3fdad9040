using Sluice.Engine.Processes;

namespace Sluice.Tests.Engine.Processes;

/// <summary>How a process ended, in words that are true.</summary>
public sealed class ExitTextTests
{
    [Theory]
    [InlineData(1, 0, "exit code 1")]
    [InlineData(128, 0, "exit code 128")]
    [InlineData(255, 0, "exit code 255")]
    [InlineData(127, 0, "exit code 127 (as shells report a command that is not found)")]
    [InlineData(137, 9, "killed by signal 9, SIGKILL, often out of memory")]
    [InlineData(
        137,
        0,
        "exit code 137 (as shells report a program killed by signal 9, SIGKILL, often out of memory)"
    )]
    [InlineData(139, 11, "killed by signal 11, SIGSEGV, an access to memory that is not its own")]
    [InlineData(163, 35, "killed by signal 35")]
    public void A_signal_is_told_apart_from_the_exit_code_that_a_shell_makes_of_it(
        int code,
        int signal,
        string text
    ) => Assert.Equal(text, ExitText.Of(new ProcessEnd(code, signal)));
}
