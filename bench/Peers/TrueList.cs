using System.Globalization;
using System.Text;

namespace Sluice.Bench.Peers;

/// <summary>N times <c>true</c>, for ninja and as a list of arguments.</summary>
internal static class TrueList
{
    /// <summary>Writes build.ninja and list.</summary>
    public static void Write(string directory, int commands)
    {
        var ninja = new StringBuilder("rule t\n  command = true\n");
        var list = new StringBuilder();
        for (var i = 0; i < commands; i++)
        {
            ninja.Append(CultureInfo.InvariantCulture, $"build u{i}: t\n");
            list.Append(CultureInfo.InvariantCulture, $"{i}\n");
        }
        File.WriteAllText(Path.Combine(directory, "build.ninja"), ninja.ToString());
        File.WriteAllText(Path.Combine(directory, "list"), list.ToString());
    }
}
