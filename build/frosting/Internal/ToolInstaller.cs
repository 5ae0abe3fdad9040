using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Packaging;
using Cake.Core.Tooling;

namespace Cake.Frosting.Internal;

/// <summary>Puts tools into Cake's tool path and tells Cake's locator of their files.</summary>
internal sealed class ToolInstaller(
    IEnumerable<IPackageInstaller> installers,
    ICakeConfiguration configuration,
    ICakeEnvironment environment,
    IToolLocator locator
) : IToolInstaller
{
    public void Install(PackageReference tool)
    {
        var installer =
            installers.FirstOrDefault(i => i.CanInstall(tool, PackageType.Tool))
            ?? throw new FrostingException($"No installer for the scheme '{tool.Scheme}'.");
        var files = installer.Install(
            tool,
            PackageType.Tool,
            configuration.GetToolPath(".", environment)
        );
        if (files.Count == 0)
            throw new FrostingException($"The tool '{tool.Package}' could not be installed.");
        foreach (var file in files)
            locator.RegisterFile(file.Path);
    }
}
