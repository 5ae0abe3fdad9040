using System.Diagnostics;
using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>
/// The layer in build/frosting can be swapped for the package it stands in for: whether the package
/// can be had is another matter, which build it takes is decided here.
/// </summary>
public sealed class FrostingPackageTests
{
    [Theory]
    [InlineData("false", false)]
    [InlineData("true", true)]
    public void One_property_swaps_the_layer_for_the_package(string property, bool isPackage)
    {
        var items = Evaluated(property);

        Assert.Equal(isPackage, items.Contains("\"Cake.Frosting\"", StringComparison.Ordinal));
        Assert.Equal(!isPackage, items.Contains("Frosting.csproj", StringComparison.Ordinal));
        Assert.Equal(!isPackage, items.Contains("Cake.Core.dll", StringComparison.Ordinal));
    }

    private static string Evaluated(string property)
    {
        var info = new ProcessStartInfo(
            "dotnet",
            [
                "msbuild",
                "pipeline/Tasks/Tasks.csproj",
                $"-p:UseCakeFrostingPackage={property}",
                "-getItem:PackageReference,ProjectReference,Reference",
            ]
        )
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
