using Sluice.Engine.Files;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Planning;

/// <summary>Keeps the last plans of a stage and removes older ones, so that runs do not pile up files.</summary>
internal static class PlanHistory
{
    private const int Kept = 10;

    // A plan of a million units has 150 MB.
    private const long MostBytes = 512 << 20;

    public static void Trim(StagePaths paths, string keep, IReadOnlySet<string> kept)
    {
        // Names begin with the generation, so ordinal order is the order of making.
        var others = Directory
            .EnumerateFiles(paths.Plans)
            .Where(IsPlan)
            .Where(file => Path.GetFileNameWithoutExtension(file) != keep)
            .OrderDescending(StringComparer.Ordinal);
        var number = 1;
        var bytes = 0L;
        foreach (var file in others)
        {
            bytes += FileIdentity.Of(file)?.Size ?? 0;
            if (
                (++number > Kept || (number > 2 && bytes > MostBytes))
                && !kept.Contains(Path.GetFileNameWithoutExtension(file))
            )
                Disk.Delete(file);
        }
    }

    // Also those of older versions, which were lines.
    private static bool IsPlan(string file) => Path.GetExtension(file) is ".plan" or ".jsonl";
}
