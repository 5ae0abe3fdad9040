using Sluice.Tasks.Options;
using Sluice.Tests.Support;

namespace Sluice.Tests.Tasks.Options;

/// <summary>What --help prints.</summary>
public sealed class HelpTextTests
{
    // Options under snapshot; targets are the task graph's matter.
    [Fact]
    public void Help() => Snapshot.Matches(HelpText.Of([("Merge", "everything up to the merge")]));

    [Fact]
    public void No_two_options_share_a_spelling()
    {
        var names = OptionTable.All.SelectMany(o => o.Aliases.Prepend(o.Name)).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, name => Assert.NotNull(OptionTable.Find(name)));
    }
}
