using System.ComponentModel.DataAnnotations;
using Sluice.Engine.Configuration;

namespace Sluice.Tests.Engine.Configuration;

/// <summary>One setting of every sort.</summary>
internal sealed record SampleSettings : ISettings
{
    public string Name { get; init; } = "none";

    [Range(1, 10)]
    public int Count { get; init; } = 3;

    [Range(0.0, 1.0)]
    public double Share { get; init; } = 0.5;

    public long Big { get; init; }

    public bool On { get; init; }

    public TimeSpan Wait { get; init; }

    public TimeSpan? Limit { get; init; } = TimeSpan.FromSeconds(9);

    public DayOfWeek Day { get; init; }

    public IReadOnlyList<string> Words { get; init; } = ["default"];

    public IReadOnlyList<int> Numbers { get; init; } = [];

    public IReadOnlyDictionary<string, string> Names { get; init; } =
        new SortedDictionary<string, string>();

    public SampleInner Inner { get; init; } = new();

    [WorkspacePath]
    public string Root { get; init; } = "data";

    [WorkspacePath(MustExist = true)]
    public string File { get; init; } = "";

    public IEnumerable<(string Key, string Expected, string Found)> Check()
    {
        if (Count > 5 && !On)
            yield return ("count", "at most 5 when off", $"{Count}");
    }
}
