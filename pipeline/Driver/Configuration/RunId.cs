using System.Globalization;
using Sluice.Engine.Configuration;
using Sluice.Engine.Files;

namespace Sluice.Driver.Configuration;

/// <summary>
/// The id of a run, which names its directory: as set, else the one that was used last in the
/// workspace, so that the same command goes on with it, else a new one made of the time. Resolved once,
/// before anything is planned: jobs read it from the frozen settings.
/// </summary>
public static class RunId
{
    /// <summary>What it may be.</summary>
    public const string Form =
        "a name of letters, digits, '.', '_' and '-' that begins with no '.'";

    /// <summary>The variable that names it, as in the scripts this replaces.</summary>
    public const string Variable = "RUN_ID";

    /// <summary>Whether a name can be one.</summary>
    public static bool IsValid(string id) =>
        id.Length is > 0 and <= 200
        && id[0] != '.'
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>The configuration with an id in it.</summary>
    public static MapNode Resolved(MapNode root, string workspace, DateTimeOffset now) =>
        root.Find("run") is null or MapNode or ScalarNode { Text: null }
        && (root.Find("run") as MapNode)?.Find("id") is null or ScalarNode { Text: null or "" }
            ? root.With(["run", "id"], new ScalarNode(Last(workspace) ?? New(now), true, "run.id"))
            : root;

    /// <summary>Records the id that is used now.</summary>
    public static void Record(string workspace, string id)
    {
        if (Last(workspace) != id)
            Durable.Write(FileOf(workspace), id + "\n");
    }

    private static string New(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyyMMdd'_'HHmmss", CultureInfo.InvariantCulture);

    private static string? Last(string workspace)
    {
        try
        {
            return File.ReadAllText(FileOf(workspace)).Trim() is var id && IsValid(id) ? id : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string FileOf(string workspace) => Path.Combine(workspace, ".sluice", "run-id");
}
