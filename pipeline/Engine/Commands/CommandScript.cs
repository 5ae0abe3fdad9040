namespace Sluice.Engine.Commands;

/// <summary>Finds the script in a command that an interpreter is to run: <c>python3 -u fit.py</c>. Pure.</summary>
internal static class CommandScript
{
    // Options that take nothing and leave the next word to be the script.
    private static readonly Dictionary<string, string> s_plain = new(StringComparer.Ordinal)
    {
        ["python"] = "uOBsEIvqSP",
        ["sh"] = "euxvnfa",
        ["perl"] = "wTtWX",
        ["ruby"] = "wvW",
        ["node"] = "",
        ["Rscript"] = "",
        ["julia"] = "",
    };

    /// <summary>The index of the script among the words; -1 where there is none, or none that is certain.</summary>
    public static int IndexIn(IReadOnlyList<string> words)
    {
        if (words.Count < 2)
            return -1;
        var program = Path.GetFileName(words[0]);
        if (program is "awk" or "gawk" or "mawk" or "sed")
        {
            var option = words.ToList().IndexOf("-f");
            return option > 0 && option + 1 < words.Count ? option + 1 : -1;
        }
        if (!s_plain.TryGetValue(FamilyOf(program), out var plain))
            return -1;
        for (var i = 1; i < words.Count; i++)
        {
            var word = words[i];
            if (word.StartsWith("--vanilla", StringComparison.Ordinal))
                continue;
            if (!word.StartsWith('-'))
                return i;
            // Code in the command line, a module, or an option that may take the next word.
            if (word.Length < 2 || !word.AsSpan(1).ContainsOnly(plain))
                return -1;
        }
        return -1;
    }

    private static string FamilyOf(string program) =>
        program is "sh" or "bash" or "dash" or "zsh" or "ksh" ? "sh"
        : program.StartsWith("python", StringComparison.Ordinal)
        && program.AsSpan(6).ContainsOnly("0123456789.")
            ? "python"
        : program;

    private static bool ContainsOnly(this ReadOnlySpan<char> text, string signs) =>
        text.IndexOfAnyExcept(signs) < 0;
}
