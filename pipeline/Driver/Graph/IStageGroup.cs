using Sluice.Driver.Configuration;

namespace Sluice.Driver.Graph;

/// <summary>A task whose stages the configuration names.</summary>
public interface IStageGroup
{
    /// <summary>The sections of the configuration that name its stages.</summary>
    IReadOnlyList<string> Sections { get; }

    /// <summary>Its stages, each after those it depends on, with the names of these.</summary>
    IReadOnlyList<(IStageTask Task, IReadOnlyList<string> After)> StagesOf(Settings settings);
}
