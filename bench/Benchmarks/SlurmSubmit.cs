using Sluice.Bench.Measuring;
using Sluice.Bench.Peers;
using Sluice.Bench.Running;

namespace Sluice.Bench.Benchmarks;

/// <summary>Planning very many units and handing them to Slurm.</summary>
internal sealed class SlurmSubmit : IBenchmark
{
    private const int Units = 100_000;
    private const double Bar = 5;

    /// <inheritdoc/>
    public string Name => "slurm-submit";

    /// <inheritdoc/>
    public string Measures =>
        $"wall time of --executor slurm --shards 16 --detach for {Units:N0} new units of `true`, host copied to the workspace each time, beside one sbatch of an array of 16";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        await BenchHost.PublishAsync();
        if (await Testbed.UpAsync(report) is not { } testbed)
            return;
        await using var _ = testbed;
        using var temp = new TempFolder();
        TrivialTree.WriteUnits(temp.Root, Units);
        async Task<double> Submitted(params string[] command)
        {
            foreach (var folder in (string[])["out", "logs", ".sluice"])
                temp.Remove(folder);
            var seconds = await testbed.TimeAsync(temp.Root, command);
            await testbed.TimeAsync(temp.Root, "scancel", "--me");
            // Until what had started has gone, it would write where the next run is measured.
            while ((await testbed.RunAsync(temp.Root, "squeue", "-h")).Output.Length > 0)
                await Task.Delay(200);
            return seconds;
        }
        string[] ours =
        [
            .. BenchHost.Run("True", temp.Root),
            .. (string[])["--executor", "slurm", "--shards", "16", "--detach"],
        ];
        string[] sbatch = ["sbatch", "--array=0-15", "--output=/dev/null", "--wrap=true"];
        var timings = await Rounds.RunAsync(
            warmUps: 1,
            rounds: 5,
            [new("sluice", () => Submitted(ours)), new("sbatch alone", () => Submitted(sbatch))]
        );
        foreach (var timing in timings)
            report.Time(timing);
        report.Ratio(timings[0], timings[1]);
        report.Bar("sluice", timings[0].Median, Bar);
    }
}
