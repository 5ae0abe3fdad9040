using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>What <see cref="CakeHostExtensions"/> registers.</summary>
public static class ServiceCollectionExtensions
{
    public static IServiceCollection UseContext<TContext>(this IServiceCollection services)
        where TContext : class, IFrostingContext =>
        services.AddSingleton<IFrostingContext, TContext>();

    public static IServiceCollection UseSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingSetup => services.AddSingleton<IFrostingSetup, TSetup>();

    public static IServiceCollection UseTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTeardown =>
        services.AddSingleton<IFrostingTeardown, TTeardown>();

    public static IServiceCollection UseLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingLifetime =>
        services
            .AddSingleton<IFrostingLifetime, TLifetime>()
            .AddSingleton<IFrostingSetup>(p => p.GetRequiredService<IFrostingLifetime>())
            .AddSingleton<IFrostingTeardown>(p => p.GetRequiredService<IFrostingLifetime>());

    public static IServiceCollection UseTaskSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingTaskSetup =>
        services.AddSingleton<IFrostingTaskSetup, TSetup>();

    public static IServiceCollection UseTaskTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTaskTeardown =>
        services.AddSingleton<IFrostingTaskTeardown, TTeardown>();

    public static IServiceCollection UseTaskLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingTaskLifetime =>
        services
            .AddSingleton<IFrostingTaskLifetime, TLifetime>()
            .AddSingleton<IFrostingTaskSetup>(p => p.GetRequiredService<IFrostingTaskLifetime>())
            .AddSingleton<IFrostingTaskTeardown>(p =>
                p.GetRequiredService<IFrostingTaskLifetime>()
            );

    public static IServiceCollection UseModule<TModule>(this IServiceCollection services)
        where TModule : ICakeModule, new() =>
        Cake.Cli.ServiceCollectionExtensions.UseModule<TModule>(services);

    public static IServiceCollection UsePackageInstaller<TInstaller>(
        this IServiceCollection services
    )
        where TInstaller : class, IPackageInstaller =>
        services.AddSingleton<IPackageInstaller, TInstaller>();

    public static IServiceCollection UseTool(this IServiceCollection services, Uri uri) =>
        services.AddSingleton(new PackageReference(uri.OriginalString));

    public static IServiceCollection UseWorkingDirectory(
        this IServiceCollection services,
        DirectoryPath path
    ) => services.AddSingleton(new StartDirectory(path));

    public static IServiceCollection UseToolPath(
        this IServiceCollection services,
        DirectoryPath path
    ) => services.UseCakeSetting("Paths_Tools", path.FullPath);

    public static IServiceCollection UseCakeSetting(
        this IServiceCollection services,
        string key,
        string value
    ) => services.AddSingleton(new HostSetting(key, value));
}
