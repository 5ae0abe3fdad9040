namespace Sluice.Tests.Workers.Augmentation;

/// <summary>Where the repository's own files are, seen from the built tests.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Sluice.slnx")))
            folder =
                Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("the tests run outside the repository");
        return folder;
    }
}
