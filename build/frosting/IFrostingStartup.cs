using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Configures the host's services before it runs.</summary>
public interface IFrostingStartup
{
    /// <summary>Adds services.</summary>
    void Configure(IServiceCollection services);
}
