namespace Sluice.Workers.Sweep;

/// <summary>Finds the files that are a command's code: those it names by words that are the same for all combinations, <c>python3 fit.py</c>.</summary>
/// <param name="workspace">Absolute.</param>
/// <param name="home">The repository.</param>
internal sealed class SweepCode(string workspace, string home)
{
    /// <summary>Absolute paths: those configured, and those of the command that are there.</summary>
    public IReadOnlyList<string> Of(SweepStageSettings stage, IEnumerable<TemplateText> words) =>
        [
            .. stage
                .Code.Select(c => Path.GetFullPath(TemplateText.Parse(c).Expand(Fixed), workspace))
                .Concat(
                    words
                        .Where(IsFixed)
                        .Select(w => w.Expand(Fixed))
                        .Where(w => w.Length > 0 && (!Path.IsPathRooted(w) || IsOurs(w)))
                        .Select(w => Path.GetFullPath(w, DirectoryOf(stage)))
                        .Where(File.Exists)
                )
                .Distinct(),
        ];

    // Where it follows from values, files are looked for in the workspace.
    private string DirectoryOf(SweepStageSettings stage) =>
        TemplateText.Parse(stage.WorkingDirectory) is var text && IsFixed(text)
            ? Path.GetFullPath(text.Expand(Fixed), workspace)
            : workspace;

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
