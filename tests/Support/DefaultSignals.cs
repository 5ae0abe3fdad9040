using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sluice.Tests.Support;

/// <summary>
/// A shell without job control ignores SIGINT and SIGQUIT in what it starts in the background, and all
/// children inherit that: hosts that tests interrupt would not notice.
/// </summary>
internal static partial class DefaultSignals
{
    private const int Interrupt = 2;
    private const int Quit = 3;

    // Before .NET looks at them for the first time: what it finds is what children get.
    [ModuleInitializer]
    internal static void Restore()
    {
        _ = signal(Interrupt, 0);
        _ = signal(Quit, 0);
    }

    [LibraryImport("libc")]
    private static partial nint signal(int number, nint handler);
}
