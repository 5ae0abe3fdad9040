using Sluice.Engine.Files;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Node;

/// <summary>
/// Says in a run's directory that nothing is left for an array, and which of its elements were taken
/// back for it: <see cref="RunPaths.NotNeeded"/>.
/// </summary>
internal static class NotNeededNote
{
    private const string None = "-";

    /// <summary>Makes it, as yet without elements.</summary>
    /// <returns>False when it is there: somebody else sees to the rest.</returns>
    /// <exception cref="IOException">The file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">Somebody else's directory.</exception>
    public static bool TryMake(RunPaths paths, string label)
    {
        var file = paths.NotNeeded(label);
        if (File.Exists(file))
            return false;
        // Never empty for a moment: that would stand for all elements.
        var made = $"{file}.{Guid.NewGuid():n}.tmp";
        File.WriteAllText(made, None);
        try
        {
            File.Move(made, file, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(made);
            return false;
        }
    }

    /// <summary>Adds elements that are about to be taken back.</summary>
    /// <exception cref="IOException">The file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">Somebody else's directory.</exception>
    public static void Add(RunPaths paths, ArrayJob array, IEnumerable<int> elements)
    {
        var all = Read(paths, array).Union(elements).Order().ToList();
        Durable.Write(paths.NotNeeded(array.Label), all.Count == 0 ? None : Text(all));
    }

    /// <summary>The elements that were taken back; none where there is no note.</summary>
    public static HashSet<int> Read(RunPaths paths, ArrayJob array)
    {
        try
        {
            var file = paths.NotNeeded(array.Label);
            if (!File.Exists(file))
                return [];
            var text = File.ReadAllText(file).Trim();
            return
            [
                .. text.Length == 0
                    ? Enumerable.Range(0, array.Elements)
                    : SqueueOutput.Elements(text == None ? "" : text),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // For show only.
            return [];
        }
    }

    /// <summary>"0,2-5" of numbers in order.</summary>
    internal static string Text(IReadOnlyList<int> elements)
    {
        var parts = new List<string>();
        for (var i = 0; i < elements.Count; )
        {
            var first = i;
            while (i + 1 < elements.Count && elements[i + 1] == elements[i] + 1)
                i++;
            parts.Add(i == first ? $"{elements[i]}" : $"{elements[first]}-{elements[i]}");
            i++;
        }
        return string.Join(',', parts);
    }
}
