using Sluice.Engine.Claims;
using Sluice.Engine.Working.Scheduling;

namespace Sluice.Tests.Engine.Working.Scheduling;

/// <summary>Units as a test wants them: which are exclusive, which are settled already, which block each is in.</summary>
internal sealed class FakeFacts : IUnitFacts
{
    public HashSet<int> Exclusive { get; } = [];

    public HashSet<int> Settled { get; } = [];

    public List<int> FoundSettled { get; } = [];

    public bool IsExclusive(int unit) => Exclusive.Contains(unit);

    public int BlockOf(int unit) => unit % ClaimStore.Blocks;

    public bool IsSettled(int unit) => Settled.Contains(unit);

    public void Found(int unit) => FoundSettled.Add(unit);
}
