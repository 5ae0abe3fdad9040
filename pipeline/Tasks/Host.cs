using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Driver;
using Sluice.Driver.CommandLine;
using Sluice.Driver.Configuration;
using Sluice.Driver.Graph;
using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Features;
using Sluice.Engine.Files;
using Sluice.Engine.Processes;
using Sluice.Engine.Stages;
using Sluice.Monitor;

namespace Sluice.Tasks;

/// <summary>The host: reads the command line, then runs a shard, or Cake with the tasks of this assembly.</summary>
public static class Host
{
    /// <summary>Runs.</summary>
    /// <param name="args">The command line, or <c>worker …</c>.</param>
    /// <param name="features">What its parts bring, in the order in which their options are listed.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, IReadOnlyList<Feature> features)
    {
        var parts = PartsOf(features);
        if (parts.Executors.FirstOrDefault(executor => executor.Starts(args)) is { } elsewhere)
            return await elsewhere.RunAsync(args, parts);
        if (args is ["worker", ..])
            return await WorkerMain.RunAsync(args[1..], parts.Features.Workers());

        // Neither work nor a message ends with a full disk that the output goes to.
        using var output = new LossyWriter(Console.Out);
        Console.SetOut(output);
        Console.SetError(new LossyWriter(Console.Error));
        var exitCode = await RunAsync(args, parts);
        if (output.Loss is not { } loss)
            return exitCode;
        await Console.Error.WriteLineAsync(
            $"standard output: {loss}; what was printed there is not whole, make room or send it elsewhere"
        );
        return exitCode == ExitCode.Done ? ExitCode.UnitFailed : exitCode;
    }

    private static async Task<int> RunAsync(string[] args, HostParts parts)
    {
        // Cake colours what it prints even where it goes to a file.
        if (Console.IsOutputRedirected || Console.IsErrorRedirected)
            Environment.SetEnvironmentVariable("NO_COLOR", "1");

        var (options, errors) = OptionParser.Parse(
            args,
            [.. parts.Targets.Select(t => t.Name)],
            parts.Features,
            Directory.GetCurrentDirectory()
        );
        if (errors.Count == 0 && (options.Help || options.Version))
        {
            Console.Write(
                options.Help ? HelpText.Of(parts) : HelpText.Version(("Cake", typeof(ICakeContext)))
            );
            return ExitCode.Done;
        }
        foreach (var error in errors)
            await Console.Error.WriteLineAsync(error);
        return errors.Count > 0 ? ExitCode.BadUsage : Run(options, parts);
    }

    /// <summary>A host's own features, with the tasks and what every host has.</summary>
    public static HostParts PartsOf(IReadOnlyList<Feature> features) =>
        HostParts.Of(features, TaskList.Targets());

    private static int Run(PipelineOptions options, HostParts parts)
    {
        var home = PipelineHome.Find();
        var workspace = options.Workspace ?? home;
        if (!Directory.Exists(workspace))
            return Refuse(
                File.Exists(workspace)
                    ? $"--workspace {workspace}: this is a file; name a directory"
                : PathFact.IsAbsent(workspace)
                    ? $"--workspace {workspace}: there is no such directory; make it, or name another"
                : $"--workspace {workspace}: {PathFact.Of(workspace)}; mend that, or name another"
            );
        var loader = new SettingsLoader(options, parts.Features, home, workspace);
        using var stop = new StopSignal();
        // What only looks or operates reads what it comes to.
        var tasks = StageList
            .Behind(
                parts.Targets,
                options.Targets.Count > 0 ? options.Targets : [PipelineOptions.UsualTarget]
            )
            .Select(target => target.Task)
            .ToList();
        var needed = SectionsOf(tasks);
        var pipeline = new Pipeline(
            parts,
            options,
            home,
            workspace,
            () =>
            {
                var (root, violations) = loader.Load(Environment.GetEnvironmentVariables());
                root = RunId.Resolved(root, workspace, TimeProvider.System.GetUtcNow());
                return Settings.Bind((root, violations), workspace, parts, needed);
            },
            loader.ConfigFile,
            stop
        );
        try
        {
            // Before Cake starts: a wrong setting is told at once, and nothing has run.
            if (!options.OnlyShows)
            {
                _ = pipeline.Settings;
                foreach (var task in tasks.OfType<IStageTask>())
                    task.Check(pipeline);
            }
            if (options.Detach && !pipeline.Executor.OutlivesDriver)
                return Refuse(
                    $"--detach goes with --executor {string.Join(" or ", parts.Executors.Select(e => e.Name))} only: local shards end with their driver"
                );
        }
        catch (Exception e) when (e is ConfigurationError or UserError)
        {
            return Refuse(e.Message);
        }

        stop.FirstSignal += () =>
        {
            if (pipeline.Runs.HasShards)
                Console.Error.WriteLine(
                    $"\nStopping: what runs has {pipeline.Settings.Run.Grace.TotalSeconds:0.#} s to end; Ctrl-C again ends at once"
                );
        };
        var failure = new Failure();
        var log = new QuietLog();
        var exitCode = new CakeHost()
            .AddAssembly(typeof(Host).Assembly)
            .ConfigureServices(services =>
            {
                services.AddSingleton(pipeline).AddSingleton(failure);
                // Cake's own drawing of its report costs 45 ms at start-up.
                if (options.HasBanners)
                    services.AddSingleton<ICakeReportPrinter, CakeReportPrinter>();
                else if (!options.OnlyShows)
                    services
                        .AddSingleton<ICakeLog>(log)
                        .AddSingleton<ICakeReportPrinter, QuietReport>();
            })
            .UseContext<PipelineContext>()
            .UseTeardown<ExitCodeTeardown>()
            .Run(CakeArguments(options));
        if (exitCode == ExitCode.Done)
            exitCode = Submit(pipeline, failure);
        if (exitCode != 0 && !options.HasBanners)
            Tell(failure.Text ?? string.Join("; ", log.Errors), options.Json);
        pipeline.Closing?.Invoke();
        return failure.ExitCode ?? exitCode;
    }

    private static IReadOnlyCollection<string> SectionsOf(IReadOnlyList<object> tasks) =>
        tasks.Any(task => task is IStageTask or IStageGroup)
            ?
            [
                .. tasks
                    .SelectMany(task =>
                        (task as IStageTask)?.Sections ?? (task as IStageGroup)?.Sections ?? []
                    )
                    .Append("run")
                    .Distinct(),
            ]
            : [];

    // Only now: whether the cluster takes the graph is known when all of it is.
    private static int Submit(Pipeline pipeline, Failure failure)
    {
        try
        {
            pipeline.CompleteAsync().GetAwaiter().GetResult();
        }
        catch (Exception e)
            when (e
                    is UserError
                        or ConfigurationError
                        or StageFailure
                        or OperationCanceledException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            failure.Note(e);
        }
        return failure.ExitCode ?? ExitCode.Done;
    }

    private static void Tell(string error, bool json)
    {
        if (error.Length == 0)
            return;
        Console.Error.WriteLine(ShownText.Lines(error));
        if (json)
            Console.WriteLine(JsonReporter.Line("error", "", j => j.WriteString("text", error)));
    }

    private static IEnumerable<string> CakeArguments(PipelineOptions options)
    {
        var targets =
            options.Targets.Count > 0 ? options.Targets
            : options.OnlyShows ? [DefaultTask.Name]
            : [PipelineOptions.UsualTarget];
        return
        [
            .. targets.Select(target => $"--target={target}"),
            $"--verbosity={options.Verbosity}",
            .. options.CakeArguments,
        ];
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(ShownText.Lines(message));
        return ExitCode.BadUsage;
    }
}
