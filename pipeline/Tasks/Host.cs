using System.Reflection;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Running;
using Sluice.Tasks.Options;
using Sluice.Workers;
using Sluice.Workers.Augmentation;

namespace Sluice.Tasks;

/// <summary>The host: reads the command line, then runs a shard, or Cake with the tasks of this assembly.</summary>
public static class Host
{
    /// <summary>Runs.</summary>
    /// <param name="args">The command line, or <c>worker …</c>.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["worker", ..])
            return await WorkerMain.RunAsync(args[1..], BuiltInWorkers.Registry());

        // Cake colours what it prints even where it goes to a file.
        if (Console.IsOutputRedirected || Console.IsErrorRedirected)
            Environment.SetEnvironmentVariable("NO_COLOR", "1");

        var targets = TaskList.Of(typeof(Host).Assembly);
        var (options, errors) = OptionParser.Parse(
            args,
            [.. targets.Select(t => t.Name)],
            Directory.GetCurrentDirectory()
        );
        if (errors.Count == 0 && (options.Help || options.Version))
        {
            Console.Write(options.Help ? HelpText.Of(targets) : HelpText.Version);
            return ExitCode.Done;
        }
        foreach (var error in errors)
            await Console.Error.WriteLineAsync(error);
        return errors.Count > 0 ? ExitCode.BadUsage : Run(options);
    }

    private static int Run(PipelineOptions options)
    {
        var home = PipelineHome.Find();
        var workspace = options.Workspace ?? home;
        if (!Directory.Exists(workspace))
            return Refuse(
                $"--workspace {workspace}: there is no such directory; make it, or name another"
            );
        var loader = new SettingsLoader(options, home, workspace);
        using var stop = new StopSignal();
        var pipeline = new Pipeline(
            options,
            home,
            workspace,
            () => Settings.Bind(loader.Load(Environment.GetEnvironmentVariables()), workspace),
            loader.ConfigFile,
            stop
        );
        try
        {
            // Before Cake starts: a wrong setting is told at once, and nothing has run.
            if (!options.OnlyShows)
                AugmentStage.Methods(
                    pipeline.Settings.Augment,
                    workspace,
                    pipeline.ConfigFile(AugmentStage.MethodsFileName)
                );
        }
        catch (Exception e) when (e is ConfigurationError or UserError)
        {
            return Refuse(e.Message);
        }

        var failure = new Failure();
        var exitCode = new CakeHost()
            .AddAssembly(typeof(Host).Assembly)
            .ConfigureServices(services =>
                services.AddSingleton(pipeline).AddSingleton(failure).UsePlainReport()
            )
            .UseContext<PipelineContext>()
            .UseTeardown<ExitCodeTeardown>()
            .Run(CakeArguments(options));
        pipeline.Closing?.Invoke();
        return failure.ExitCode ?? exitCode;
    }

    private static IEnumerable<string> CakeArguments(PipelineOptions options)
    {
        var targets =
            options.Targets.Count > 0 ? options.Targets
            : options.OnlyShows ? [DefaultTask.Name]
            : [MergeTask.Name];
        // Cake's banners are no JSON.
        var verbosity = options.Json ? "quiet" : options.Verbosity;
        return
        [
            .. targets.Select(target => $"--target={target}"),
            $"--verbosity={verbosity}",
            .. verbosity is "quiet" or "minimal" ? new[] { "--no-report" } : [],
            .. options.CakeArguments,
        ];
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return ExitCode.BadUsage;
    }
}
