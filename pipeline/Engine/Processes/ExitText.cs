namespace Sluice.Engine.Processes;

/// <summary>
/// How a process ended, in words: a signal that ended it is told apart from an exit code by which a
/// shell reports that a signal ended what it ran. Numbers are those of Linux on x86-64. Pure.
/// </summary>
public static class ExitText
{
    // Shells add it to the signal that ended a program: POSIX, Shell Command Language, 2.8.2.
    private const int OfSignal = 128;

    /// <summary>Of a process that was waited for.</summary>
    public static string Of(ProcessEnd end) =>
        end.Signal == 0 ? OfCode(end.ExitCode) : $"killed by {Named(end.Signal)}";

    /// <summary>Of an exit code alone, of which it is not known whether a shell made it of a signal.</summary>
    public static string OfCode(int code) =>
        code switch
        {
            126 => "exit code 126 (as shells report a program that cannot be executed)",
            127 => "exit code 127 (as shells report a command that is not found)",
            > OfSignal when Name(code - OfSignal) is not null =>
                $"exit code {code} (as shells report a program killed by {Named(code - OfSignal)})",
            _ => $"exit code {code}",
        };

    /// <summary>A signal by name and number, with what it often means.</summary>
    public static string Named(int signal)
    {
        var name = Name(signal) is { } known ? $"signal {signal}, {known}" : $"signal {signal}";
        return Meaning(signal) is { } meaning ? $"{name}, {meaning}" : name;
    }

    private static string? Name(int signal) =>
        signal switch
        {
            1 => "SIGHUP",
            2 => "SIGINT",
            3 => "SIGQUIT",
            4 => "SIGILL",
            5 => "SIGTRAP",
            6 => "SIGABRT",
            7 => "SIGBUS",
            8 => "SIGFPE",
            9 => "SIGKILL",
            10 => "SIGUSR1",
            11 => "SIGSEGV",
            12 => "SIGUSR2",
            13 => "SIGPIPE",
            14 => "SIGALRM",
            15 => "SIGTERM",
            24 => "SIGXCPU",
            25 => "SIGXFSZ",
            31 => "SIGSYS",
            _ => null,
        };

    private static string? Meaning(int signal) =>
        signal switch
        {
            4 => "an instruction that this CPU does not have",
            6 => "the program gave up by itself",
            7 => "often a disk or shared memory that is full",
            8 => "an arithmetic error, as a division by zero",
            9 => "often out of memory",
            11 => "an access to memory that is not its own",
            13 => "whoever read its output had ended",
            15 => "it was asked to end",
            24 => "its CPU time was used up",
            25 => "a file became larger than allowed",
            31 => "a system call that is forbidden here",
            _ => null,
        };
}
