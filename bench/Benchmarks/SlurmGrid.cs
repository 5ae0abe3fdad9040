using Sluice.Bench.Measuring;
using Sluice.Bench.Peers;
using Sluice.Bench.Running;

namespace Sluice.Bench.Benchmarks;

/// <summary>The grid of all of Pythia's checkpoints as jobs of three widths at once.</summary>
internal sealed class SlurmGrid : IBenchmark
{
    private const string Run = "grid";

    /// <inheritdoc/>
    public string Name => "slurm-grid";

    /// <inheritdoc/>
    public string Measures =>
        $"wall time of three submissions of the same {PythiaGrid.Units:N0} cells at once, at 16 elements, at 32 cut between any cells, and at 64, none of which takes part in another's, with a stub command on two real cores; beside an array of 16 whose elements start the stub in a loop of bash and keep nothing";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        if (await Testbed.UpAsync(report) is not { } testbed)
            return;
        await using var _ = testbed;
        using var grid = new PythiaGrid();
        var timings = await Rounds.RunAsync(
            warmUps: 0,
            rounds: 1,
            [
                new("sluice, 16 + 32 + 64 at once", () => AllAsync(testbed, grid)),
                new("sbatch --wait, bash loops", () => LoopsAsync(testbed)),
            ]
        );
        foreach (var timing in timings)
            report.Time(timing, Report.Rate(PythiaGrid.Units, timing.Median, "cells"));
        var calls = grid.Calls;
        report.Line(
            $"  calls of the stub: {calls.Count:N0}, of different cells: {calls.Distinct().Count():N0}; done.json: {grid.Done(Run):N0}"
        );
        report.Ratio(timings[0], timings[1]);
        if (calls.Count != PythiaGrid.Units || calls.Distinct().Count() != PythiaGrid.Units)
            throw new ChildFailure("not every cell was evaluated exactly once");
    }

    private static async Task<double> AllAsync(Testbed testbed, PythiaGrid grid)
    {
        var runs = new string[][]
        {
            ["--shards=16"],
            ["--shards=32", "--set=evaluate.split_by=unit"],
            ["--shards=64"],
        };
        var seconds = await Task.WhenAll(
            runs.Select(width =>
                testbed.TimeAsync(
                    grid.Root,
                    grid.Run(Run, [.. width, "--executor=slurm", "--set=slurm.adopt=false"])
                )
            )
        );
        return seconds.Max();
    }

    private static async Task<double> LoopsAsync(Testbed testbed)
    {
        using var grid = new PythiaGrid();
        return await testbed.TimeAsync(
            grid.Root,
            "sbatch",
            "--wait",
            "--array=0-15",
            "--output=/dev/null",
            $"--wrap=for i in $(seq {PythiaGrid.Units / 16}); do dash stub.sh $i out.$SLURM_ARRAY_TASK_ID; done"
        );
    }
}
