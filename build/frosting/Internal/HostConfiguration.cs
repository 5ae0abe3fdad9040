using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.IO;

namespace Cake.Frosting.Internal;

/// <summary>Where the host starts, when the program says so.</summary>
internal sealed record StartDirectory(DirectoryPath Path);

/// <summary>One Cake setting given by the program.</summary>
internal sealed record HostSetting(string Key, string Value);

/// <summary>Cake's configuration: cake.config, environment, arguments, and the program's settings.</summary>
internal sealed class HostConfiguration(
    IEnumerable<HostSetting> settings,
    IFileSystem fileSystem,
    ICakeEnvironment environment,
    ICakeArguments arguments
) : ICakeConfiguration
{
    private readonly ICakeConfiguration _inner = new CakeConfigurationProvider(
        fileSystem,
        environment
    ).CreateConfiguration(
        environment.WorkingDirectory,
        settings
            .GroupBy(s => s.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.OrdinalIgnoreCase),
        arguments
            .GetArguments()
            .ToDictionary(a => a.Key, a => a.Value?.FirstOrDefault() ?? string.Empty)
    );

    public string GetValue(string key) => _inner.GetValue(key);
}
