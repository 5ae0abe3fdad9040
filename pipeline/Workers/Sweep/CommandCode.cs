namespace Sluice.Workers.Sweep;

/// <summary>Finds the files that are a command's code: those configured, and those it names by words that are the same for all units, <c>python3 fit.py</c>.</summary>
/// <param name="workspace">Absolute.</param>
/// <param name="home">The repository.</param>
internal sealed class CommandCode(string workspace, string home)
{
    /// <summary>Absolute paths.</summary>
    /// <param name="configured">Whether they are there or not; relative ones lie in the workspace.</param>
    /// <param name="words">Of the command; those that are files count.</param>
    /// <param name="directory">Where the command works.</param>
    public IReadOnlyList<string> Of(
        IEnumerable<string> configured,
        IEnumerable<TemplateText> words,
        TemplateText directory
    ) =>
        [
            .. configured
                .Select(c => Path.GetFullPath(TemplateText.Parse(c).Expand(Fixed), workspace))
                .Concat(
                    words
                        .Where(IsFixed)
                        .Select(w => w.Expand(Fixed))
                        .Where(w => w.Length > 0 && (!Path.IsPathRooted(w) || IsOurs(w)))
                        .Select(w => Path.GetFullPath(w, Found(directory)))
                        .Where(File.Exists)
                )
                .Distinct(),
        ];

    // Where it follows from values, files are looked for in the workspace.
    private string Found(TemplateText directory) =>
        IsFixed(directory) ? Path.GetFullPath(directory.Expand(Fixed), workspace) : workspace;

    private static bool IsFixed(TemplateText text) =>
        text.Names.All(n => n is "home" or "workspace");

    // What belongs to the machine does not count: it would differ on every other.
    private bool IsOurs(string path) =>
        path.StartsWith(home + "/", StringComparison.Ordinal)
        || path.StartsWith(workspace + "/", StringComparison.Ordinal);

    private string? Fixed(string name) =>
        name switch
        {
            "home" => home,
            "workspace" => workspace,
            _ => null,
        };
}
