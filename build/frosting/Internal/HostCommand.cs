using Cake.Cli;
using Cake.Cli.Infrastructure;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>The one command of a host: picks the script host and runs the targets.</summary>
internal sealed class HostCommand(IServiceCollection services) : Command<HostOptions>
{
    public override int Execute(
        CommandContext context,
        HostOptions options,
        CancellationToken cancellationToken
    )
    {
        services.AddSingleton<ICakeArguments>(
            context.Remaining.ToCakeArguments(options.NoReport, options.Targets)
        );
        services.AddSingleton(context.Remaining);
        using var provider = services.BuildServiceProvider();
        try
        {
            if (options.Version)
            {
                provider
                    .GetRequiredService<VersionFeature>()
                    .Run(provider.GetRequiredService<IConsole>());
                return 0;
            }
            if (options.Info)
            {
                provider
                    .GetRequiredService<InfoFeature>()
                    .Run(provider.GetRequiredService<IConsole>());
                return 0;
            }

            provider.GetRequiredService<ICakeLog>().Verbosity =
                options.Verbosity ?? Verbosity.Normal;
            EnterDirectory(provider, options.WorkingDirectory);
            InstallTools(provider);

            var host = HostFor(provider, options);
            if (options.Exclusive)
                host.Settings.UseExclusiveTarget();
            TaskGraph.Register(provider);
            host.RunTargets(options.Targets);
            return 0;
        }
        catch (Exception exception)
        {
            return provider.GetRequiredService<ICakeLog>().LogException(exception);
        }
    }

    private static IScriptHost HostFor(IServiceProvider provider, HostOptions options) =>
        options switch
        {
            { DryRun: true } => provider.GetRequiredService<DryRunScriptHost<IFrostingContext>>(),
            { Tree: true } => provider.GetRequiredService<TreeScriptHost>(),
            { Description: true } => provider.GetRequiredService<DescriptionScriptHost>(),
            _ => provider.GetRequiredService<BuildScriptHost<IFrostingContext>>(),
        };

    private static void EnterDirectory(IServiceProvider provider, DirectoryPath? wanted)
    {
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        var start =
            wanted ?? provider.GetService<StartDirectory>()?.Path ?? environment.WorkingDirectory;
        var path = start.MakeAbsolute(environment);
        if (!provider.GetRequiredService<IFileSystem>().Exist(path))
            throw new FrostingException($"The working directory '{path.FullPath}' does not exist.");
        environment.WorkingDirectory = path;
    }

    private static void InstallTools(IServiceProvider provider)
    {
        var installer = provider.GetRequiredService<IToolInstaller>();
        foreach (var tool in provider.GetServices<PackageReference>())
            installer.Install(tool);
    }
}
