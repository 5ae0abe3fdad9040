using System.ComponentModel.DataAnnotations;
using Sluice.Driver.Executing;
using Sluice.Engine.Configuration;
using Sluice.Engine.Graph;

namespace Sluice.Driver.Configuration;

/// <summary>Section <c>run</c>: how every stage runs.</summary>
public sealed record RunSettings : ISettings
{
    /// <summary>Names the directory of an evaluation's run; see <see cref="RunId"/>.</summary>
    public string Id { get; init; } = "";

    /// <summary>Processes a stage is cut into; 0 for one a core.</summary>
    [Range(0, 10_000)]
    public int Shards { get; init; }

    /// <summary>Where stages run: here, or the name of an <see cref="ExecutorFeature"/> of the host.</summary>
    public string Executor { get; init; } = LocalGraph.Name;

    /// <summary>
    /// GPUs dealt out to local shards in turn, named as CUDA does: numbers or UUIDs. None leaves
    /// shards what the environment shows.
    /// </summary>
    public IReadOnlyList<string> Gpus { get; init; } = [];

    /// <summary>Units at once within a shard.</summary>
    [Range(1, 1024)]
    public int Slots { get; init; } = 1;

    /// <summary>Tries of a unit after its first failure.</summary>
    [Range(0, 100)]
    public int Retries { get; init; }

    /// <summary>Wait before the first retry; doubles with each.</summary>
    [Range(0.0, 86_400.0)]
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After which an external command is stopped; none when left out.</summary>
    [Range(0.001, 31_536_000.0)]
    public TimeSpan? Timeout { get; init; }

    /// <summary>What a stopped unit gets to end by itself.</summary>
    [Range(0.0, 3600.0)]
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A claim whose worker is silent for so long is taken over.</summary>
    [Range(5.0, 86_400.0)]
    public TimeSpan ClaimExpiry { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether a shard that has done its slice takes units of others.</summary>
    public Schedule Schedule { get; init; }

    /// <summary>Stop at the first failure.</summary>
    public bool FailFast { get; init; }

    /// <summary>The engine's view.</summary>
    public RunLimits Limits =>
        new()
        {
            Retries = Retries,
            Backoff = Backoff,
            Timeout = Timeout,
            Grace = Grace,
            Slots = Slots,
            ClaimExpiry = ClaimExpiry,
            Schedule = Schedule,
            FailFast = FailFast,
        };

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Expected, string Found)> Check()
    {
        if (Id.Length > 0 && !RunId.IsValid(Id))
            yield return ("id", RunId.Form, $"'{Id}'");
        const string expected = "names of GPUs such as 0 or GPU-8f1b, as a list: [0, 1]";
        foreach (var name in Gpus.Where(n => n.Length == 0 || n.Any(IsNoPartOfName)).Distinct())
            yield return ("gpus", expected, $"'{name}'");
        foreach (var twice in Gpus.GroupBy(name => name).Where(group => group.Count() > 1))
            yield return ("gpus", "every GPU once", $"'{twice.Key}' {twice.Count()} times");
    }

    private static bool IsNoPartOfName(char c) =>
        c == ',' || char.IsWhiteSpace(c) || char.IsControl(c);
}
