namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Reads the word tables in <c>Tables/</c>, which are part of the assembly.</summary>
internal static class EmbeddedTable
{
    /// <summary>The lines of a table, without blank ones and comments (<c>#</c>).</summary>
    /// <param name="name">Its file name, e.g. <c>misspellings.txt</c>.</param>
    public static IEnumerable<string> Lines(string name)
    {
        using var stream =
            typeof(EmbeddedTable).Assembly.GetManifestResourceStream("augmentation/" + name)
            ?? throw new InvalidOperationException($"the assembly has no table {name}");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line;
        }
    }
}
