using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Files;

namespace Sluice.Workers.Evaluation.Adoption;

/// <summary>A run directory as scripts left it.</summary>
internal static class OldRun
{
    /// <summary>Below which its cells lie.</summary>
    public const string Outputs = "outputs/mteb";

    private static readonly EnumerationOptions s_all = new()
    {
        IgnoreInaccessible = true,
        AttributesToSkip = 0,
    };

    /// <summary>Its cells, begun, failed or done, in the order of their names.</summary>
    /// <param name="from">The run's directory, absolute.</param>
    /// <exception cref="UserError">It is none.</exception>
    public static IReadOnlyList<OldCell> Cells(string from)
    {
        var outputs = Path.Combine(from, Outputs);
        if (!Directory.Exists(outputs))
            throw new UserError(
                !Directory.Exists(from)
                    ? $"adopt.from: {from} {(File.Exists(from) ? "is a file" : PathFact.Of(from))}; name the directory that RUN_ID named"
                : PathFact.Of(outputs) is var fact && fact != PathFact.NotThere
                    ? $"adopt.from: {outputs} {fact}; mend that, or name another run"
                : $"adopt.from: {from} is no run directory: it has no {Outputs}/; name the directory that RUN_ID named{Hint(from)}"
            );
        IEnumerable<string> level = [outputs];
        for (var depth = 0; depth < 5; depth++)
            level = level.SelectMany(directory =>
                Directory.EnumerateDirectories(directory, "*", s_all)
            );
        // The one with zeros first: it is what scripts write that came later.
        return
        [
            .. level
                .Select(cell => Of(Path.GetRelativePath(from, cell)))
                .GroupBy(cell => cell.Name)
                .Select(same =>
                    same.First() with
                    {
                        Places =
                        [
                            .. same.SelectMany(cell => cell.Places).Order(StringComparer.Ordinal),
                        ],
                    }
                )
                .OrderBy(cell => cell.Name, StringComparer.Ordinal),
        ];
    }

    // layer_20 is layer_020.
    private static OldCell Of(string place)
    {
        var parts = place.Split('/')[^5..];
        var cell = new OldCell(parts[0], parts[1], parts[2], parts[3], parts[4], [place]);
        return cell.Layer is { } number
            ? cell with
            {
                LayerName = string.Create(CultureInfo.InvariantCulture, $"layer_{number:d3}"),
            }
            : cell;
    }

    private static string Hint(string from) =>
        Directory.Exists(from)
        && Directory
            .EnumerateDirectories(from, "*", s_all)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault(run => Directory.Exists(Path.Combine(run, Outputs)))
            is { } run
            ? $", e.g. {run}"
            : "";
}
