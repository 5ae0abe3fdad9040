using System.Runtime.InteropServices;

namespace Sluice.Engine.Processes;

/// <summary>
/// Undoes that whoever started this process let it ignore a signal: .NET leaves such a signal ignored
/// whatever is registered for it.
/// </summary>
public static partial class SignalDefault
{
    private const nint Default = 0;

    /// <summary>From now on a signal ends this process; to be called before anything is registered for it.</summary>
    /// <param name="signal">As the system numbers it.</param>
    public static void Restore(int signal) => Signal(signal, Default);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int signal, nint handler);
}
