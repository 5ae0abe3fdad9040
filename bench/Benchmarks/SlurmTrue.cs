using Sluice.Bench.Measuring;
using Sluice.Bench.Peers;
using Sluice.Bench.Running;

namespace Sluice.Bench.Benchmarks;

/// <summary>Many tiny units through few elements.</summary>
internal sealed class SlurmTrue : IBenchmark
{
    private const int Units = 10_000;
    private const int Elements = 16;
    private const int MostCalls = 5;

    /// <inheritdoc/>
    public string Name => "slurm-true";

    /// <inheritdoc/>
    public string Measures =>
        $"wall time from the command to its end for {Units:N0} × `true` through {Elements} elements on two real cores, logged and recorded, beside an array whose elements start their share in a loop of bash and keep nothing; and how often sbatch is called";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        await BenchHost.PublishAsync();
        if (await Testbed.UpAsync(report) is not { } testbed)
            return;
        await using var _ = testbed;
        using var temp = new TempFolder();
        TrivialTree.WriteUnits(temp.Root, Units);
        var calls = temp["calls"];
        Directory.CreateDirectory(temp["bin"]);
        await File.WriteAllTextAsync(
            temp["bin/sbatch"],
            $"#!/bin/bash\necho >> {calls}\nexec {Engine.Processes.ProgramPath.Find("sbatch")} \"$@\"\n"
        );
        File.SetUnixFileMode(temp["bin/sbatch"], (UnixFileMode)0b111_101_101);
        var most = 0;
        async Task<double> Ours()
        {
            foreach (var folder in (string[])["out", "logs", ".sluice"])
                temp.Remove(folder);
            File.Delete(calls);
            var seconds = await testbed.TimeAsync(
                temp.Root,
                [
                    "env",
                    $"PATH={temp["bin"]}:{Environment.GetEnvironmentVariable("PATH")}",
                    .. BenchHost.Run("True", temp.Root),
                    .. (string[])["--executor", "slurm", "--shards", $"{Elements}"],
                ]
            );
            most = Math.Max(most, File.ReadLines(calls).Count());
            return seconds;
        }
        var share = Units / Elements;
        string[] loop =
        [
            "sbatch",
            "--wait",
            $"--array=0-{Elements - 1}",
            "--output=/dev/null",
            $"--wrap=for i in $(seq {share}); do /bin/true; done",
        ];
        var timings = await Rounds.RunAsync(
            warmUps: 0,
            rounds: 3,
            [
                new("sluice", Ours),
                new("sbatch --wait, bash loops", () => testbed.TimeAsync(temp.Root, loop)),
            ]
        );
        foreach (var timing in timings)
            report.Time(timing, Report.Rate(Units, timing.Median, "commands"));
        report.Line($"  sbatch calls of a run: {most} (bar {MostCalls})");
        report.Ratio(timings[0], timings[1]);
    }
}
