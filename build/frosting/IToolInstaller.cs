using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Installs the tools that a host names, by whichever <see cref="IPackageInstaller"/> takes their scheme.</summary>
public interface IToolInstaller
{
    /// <summary>Installs one.</summary>
    /// <exception cref="FrostingException">None takes the scheme, or nothing was installed.</exception>
    void Install(PackageReference tool);
}
