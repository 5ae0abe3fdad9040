using Sluice.Engine.Graph;

namespace Sluice.Engine.Running;

/// <summary>Keeps the last plans of a stage and removes older ones, so that runs do not pile up files.</summary>
internal static class PlanHistory
{
    private const int Kept = 10;

    public static void Trim(StagePaths paths, string keep)
    {
        // Names begin with the generation, so ordinal order is the order of making.
        var old = Directory
            .EnumerateFiles(paths.Plans, "*.jsonl")
            .Where(file => Path.GetFileNameWithoutExtension(file) != keep)
            .OrderDescending(StringComparer.Ordinal)
            .Skip(Kept - 1);
        foreach (var file in old)
            File.Delete(file);
    }
}
