namespace Sluice.BenchHost;

/// <summary>Tells whoever asks by the variable BENCH_PEAK how much memory the driver took at most.</summary>
internal static class PeakMemory
{
    /// <summary>Writes the peak of the resident set in kB to the file that BENCH_PEAK names.</summary>
    public static void Report()
    {
        if (Environment.GetEnvironmentVariable("BENCH_PEAK") is not { } file)
            return;
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:"));
        File.WriteAllText(file, line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
    }
}
