using Sluice.BenchHost;
using Sluice.Tasks;

switch (args)
{
    case ["worker", "--run", ..]:
        return await Host.RunAsync(args, BenchWorkers.Features);
    case ["worker", ..]:
        return await BenchWorkers.RunShardAsync(args[1..]);
    case ["prepare", var workspace]:
        return await Preparation.RunAsync(workspace);
    default:
        var exitCode = await Host.RunAsync(args, BenchWorkers.Features);
        PeakMemory.Report();
        return exitCode;
}
