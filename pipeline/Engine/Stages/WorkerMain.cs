using Sluice.Engine.Claims;
using Sluice.Engine.Commands;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Engine.Processes;

namespace Sluice.Engine.Stages;

/// <summary>The host's <c>worker</c> verb: one shard of one plan, in a process of its own.</summary>
public static class WorkerMain
{
    /// <summary>Tells a shard that whoever started it chose its GPU.</summary>
    internal const string GpuChosen = "--gpu-chosen";

    private static readonly TimeSpan s_afterGrace = TimeSpan.FromSeconds(2);

    /// <summary>Usage: <c>worker --plan FILE --shard i/n [--parent-pipe] [--gpu-chosen]</c>.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, WorkerRegistry registry)
    {
        try
        {
            if (!args.Contains(GpuChosen))
                TakeGpuOfSlurmTask();
            var plan = PlanFile.Read(Path.GetFullPath(Value(args, "--plan")));
            var shard =
                Shard.Parse(Value(args, "--shard"))
                ?? throw new UserError(
                    "worker: --shard wants i/n with 0 <= i < n, e.g. --shard 0/7"
                );
            using var signal = new StopSignal();
            // A worker that will not stop in time is ended; its claim says so to whoever comes next.
            signal.FirstSignal += () =>
                ProcessExit.After(
                    plan.Stage.Limits.Grace + s_afterGrace,
                    () => ExitCode.Interrupted
                );
            if (args.Contains("--parent-pipe"))
                StopWithParent(signal);
            using var log = TextWriter.Synchronized(
                new LossyWriter(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true })
            );
            Subreaper.Begin();
            try
            {
                return await new WorkerLoop(plan, shard, registry, log, TimeProvider.System)
                {
                    // The whole process is this worker: workers of C# may start processes of their own.
                    Named = Orphans.Mark,
                }.RunAsync(signal.Token);
            }
            finally
            {
                Subreaper.End();
            }
        }
        catch (UserError e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return e.ExitCode;
        }
    }

    /// <summary>For the programs that this worker starts.</summary>
    public static void TakeGpuOfSlurmTask()
    {
        foreach (var (name, value) in GpuChoice.OfSlurmTask(Environment.GetEnvironmentVariable))
            Environment.SetEnvironmentVariable(name, value);
    }

    /// <summary>The parent holds the other end of standard input: when it dies, however it dies, reading ends.</summary>
    private static void StopWithParent(StopSignal signal)
    {
        var thread = new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0) { }
            signal.Stop();
        })
        {
            IsBackground = true,
            Name = "parent",
        };
        thread.Start();
    }

    private static string Value(IReadOnlyList<string> args, string option)
    {
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == option && i + 1 < args.Count)
                return args[i + 1];
            if (args[i].StartsWith(option + "=", StringComparison.Ordinal))
                return args[i][(option.Length + 1)..];
        }
        throw new UserError($"worker: {option} is missing; usage: worker --plan FILE --shard i/n");
    }
}
