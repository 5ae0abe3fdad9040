using System.Text.RegularExpressions;

namespace Sluice.Engine.Graph;

/// <summary>
/// A pattern of files as a shell and git have it: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[!x]</c>,
/// <c>{a,b}</c>, <c>**</c> for folders, a backslash before a sign that stands for itself. What begins
/// with a dot is matched only by what begins with one. Case counts. Pure.
/// </summary>
public sealed class FilePattern
{
    /// <summary>A part between slashes: a name, a pattern of names, or folders at any depth.</summary>
    /// <param name="Name">The name, when it is one; null otherwise.</param>
    /// <param name="Pattern">What names match, when it is a pattern; null for folders at any depth.</param>
    /// <param name="WithHidden">Whether it may match what begins with a dot.</param>
    internal sealed record Part(string? Name, Regex? Pattern, bool WithHidden)
    {
        /// <summary><c>**</c>.</summary>
        public bool IsFolders => Name is null && Pattern is null;

        /// <summary>Whether a name matches a pattern of one.</summary>
        public bool Matches(string name) =>
            Name is not null ? Name == name
            : name.StartsWith('.') && !WithHidden ? false
            : Pattern?.IsMatch(name) ?? true;
    }

    private FilePattern(string source, IReadOnlyList<IReadOnlyList<Part>> alternatives)
    {
        Source = source;
        Alternatives = alternatives;
        IsAbsolute = source.StartsWith('/');
    }

    /// <summary>As written.</summary>
    public string Source { get; }

    /// <summary>Whether it begins at the root of the file system.</summary>
    public bool IsAbsolute { get; }

    /// <summary>One for each choice in braces; parts from the directory down.</summary>
    internal IReadOnlyList<IReadOnlyList<Part>> Alternatives { get; }

    /// <summary>Whether a text has signs that a pattern has.</summary>
    public static bool IsLikely(string text) => text.AsSpan().IndexOfAny("*?[") >= 0;

    /// <summary>Takes a pattern apart.</summary>
    /// <exception cref="FormatException">It has a form that is not supported: says which and what to write.</exception>
    public static FilePattern Parse(string pattern)
    {
        if (pattern is ['~'] or ['~', '/', ..])
            throw new FormatException("~, which only a shell understands; write the path itself");
        if (pattern.StartsWith('!'))
            throw new FormatException(
                @"a ! at its beginning; put what is left out under exclude, or write \! for a name that begins with it"
            );
        return new FilePattern(pattern, [.. PatternBraces.Choices(pattern).Select(PartsOf)]);
    }

    /// <summary>Whether a path relative to where the pattern begins matches.</summary>
    public bool Matches(string path)
    {
        var names = path.Split('/');
        return Alternatives.Any(parts => Matches(parts, 0, names, 0));
    }

    /// <summary>Whether all it can match lies in a directory, which the pattern names.</summary>
    /// <param name="directory">Relative to where the pattern begins.</param>
    public bool IsWithin(string directory)
    {
        var names = directory.Split('/');
        return Alternatives.All(parts =>
            parts.Count > names.Length && !names.Where((name, i) => parts[i].Name != name).Any()
        );
    }

    private static bool Matches(IReadOnlyList<Part> parts, int part, string[] names, int name)
    {
        if (part == parts.Count)
            return name == names.Length;
        if (name == names.Length)
            return false;
        if (!parts[part].IsFolders)
            return parts[part].Matches(names[name]) && Matches(parts, part + 1, names, name + 1);
        if (part == parts.Count - 1)
            return names.Skip(name).All(n => !n.StartsWith('.'));
        return Matches(parts, part + 1, names, name)
            || !names[name].StartsWith('.') && Matches(parts, part, names, name + 1);
    }

    private static List<Part> PartsOf(string pattern)
    {
        var parts = new List<Part>();
        foreach (var text in pattern.Split('/'))
            if (text is "**")
            {
                // Two in a row are as one.
                if (parts is not [.., { IsFolders: true }])
                    parts.Add(new Part(null, null, false));
            }
            else if (text is not ("" or "."))
                parts.Add(PatternName.Parse(text));
        // As git has it: the folder with all in it.
        if (pattern.EndsWith('/') && parts is not [.., { IsFolders: true }])
            parts.Add(new Part(null, null, false));
        return parts;
    }
}
