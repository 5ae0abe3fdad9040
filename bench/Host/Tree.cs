using System.Globalization;
using Sluice.Engine.Graph;

namespace Sluice.BenchHost;

/// <summary>The units of a workspace: as many as its file <c>units</c> says.</summary>
internal static class Tree
{
    /// <summary>One a number, from 0.</summary>
    public static Unit[] Units(string workspace, Func<string, Unit> unit)
    {
        var count = int.Parse(
            File.ReadAllText(Path.Combine(workspace, "units")),
            CultureInfo.InvariantCulture
        );
        var units = new Unit[count];
        for (var i = 0; i < count; i++)
            units[i] = unit(i.ToString(CultureInfo.InvariantCulture));
        return units;
    }
}
