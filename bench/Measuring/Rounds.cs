namespace Sluice.Bench.Measuring;

/// <summary>Times contestants in turn, round after round, so that a slow minute of the machine hits all of them.</summary>
public static class Rounds
{
    /// <param name="warmUps">Rounds that are not counted.</param>
    /// <param name="rounds">Rounds that are.</param>
    /// <param name="contestants">In the order of each round.</param>
    /// <returns>One timing a contestant, in that order.</returns>
    public static async Task<IReadOnlyList<Timing>> RunAsync(
        int warmUps,
        int rounds,
        IReadOnlyList<Contestant> contestants
    )
    {
        var seconds = contestants.Select(_ => new List<double>()).ToArray();
        for (var round = -warmUps; round < rounds; round++)
        for (var i = 0; i < contestants.Count; i++)
        {
            if (contestants[i].MostRounds is { } most && (round < 0 || round >= most))
                continue;
            var taken = await contestants[i].MeasureAsync();
            if (round >= 0)
                seconds[i].Add(taken);
        }
        return [.. contestants.Zip(seconds, (c, s) => new Timing(c.Name, s))];
    }
}
