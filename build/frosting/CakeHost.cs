using System.Reflection;
using Cake.Cli;
using Cake.Common.Modules;
using Cake.Core.Configuration;
using Cake.Core.Modules;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>Collects services and tasks, then runs the targets the command line names.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = new();
    private readonly List<Assembly> _assemblies = [];

    public CakeHost()
    {
        if (Assembly.GetEntryAssembly() is { } entry)
            _assemblies.Add(entry);

        _services.AddCakeDiagnostics();
        Cake.Cli.ServiceCollectionExtensions.UseModule<CoreModule>(_services);
        Cake.Cli.ServiceCollectionExtensions.UseModule<CommonModule>(_services);
        _services.AddSingleton<ICakeConfiguration, HostConfiguration>();
        _services.AddSingleton<BuildScriptHost<IFrostingContext>>();
        _services.AddSingleton<DryRunScriptHost<IFrostingContext>>();
        _services.AddSingleton<TreeScriptHost>();
        _services.AddSingleton<DescriptionScriptHost>();
        _services.AddSingleton<IVersionResolver, VersionResolver>();
        _services.AddSingleton<VersionFeature>();
        _services.AddSingleton<InfoFeature>();
        _services.AddSingleton<IToolInstaller, ToolInstaller>();
        _services.AddSingleton<FrostingContext>();
        _services.AddSingleton<IFrostingContext>(provider =>
            provider.GetRequiredService<FrostingContext>()
        );
    }

    public static CakeHost Create() => new();

    /// <summary>
    /// Adds an assembly whose public tasks belong to the graph. The program's own is there already: its
    /// tasks would be there twice, which Cake refuses.
    /// </summary>
    public CakeHost AddAssembly(Assembly assembly)
    {
        _assemblies.Add(assembly);
        return this;
    }

    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        services(_services);
        return this;
    }

    /// <summary>Runs the host.</summary>
    /// <returns>The exit code: 0, or what the failing task's exception carries.</returns>
    public int Run(IEnumerable<string> args)
    {
        foreach (var type in _assemblies.SelectMany(a => a.GetExportedTypes()))
        {
            if (
                type is { IsClass: true, IsAbstract: false }
                && typeof(IFrostingTask).IsAssignableFrom(type)
            )
                _services.AddSingleton(typeof(IFrostingTask), type);
        }

        var registrar = new TypeRegistrar();
        registrar.RegisterInstance(typeof(IServiceCollection), _services);
        return new CommandApp<HostCommand>(registrar).Run(args);
    }
}
