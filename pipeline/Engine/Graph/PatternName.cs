using System.Text;
using System.Text.RegularExpressions;

namespace Sluice.Engine.Graph;

/// <summary>A file pattern's part between slashes, as a shell reads it. Pure.</summary>
internal static class PatternName
{
    // A character beyond the first 65,536 is two of .NET's.
    private const string AnyCharacter = @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S])";

    private static readonly Dictionary<string, string> s_classes = new(StringComparer.Ordinal)
    {
        ["alpha"] = @"\p{L}",
        ["digit"] = "0-9",
        ["alnum"] = @"\p{L}0-9",
        ["upper"] = @"\p{Lu}",
        ["lower"] = @"\p{Ll}",
        ["space"] = @"\s",
        ["punct"] = @"!-/:-@\[-`{-~",
        ["xdigit"] = "0-9A-Fa-f",
    };

    /// <summary>Takes a part apart.</summary>
    /// <exception cref="FormatException">It has a form that is not supported.</exception>
    public static FilePattern.Part Parse(string text)
    {
        if (text.Contains("**"))
        {
            var single = Regex.Replace(text, @"\*{2,}", "*");
            throw new FormatException(
                $"{text}, in which ** is not alone between slashes; write **/{single} for any depth, {single} for one folder"
            );
        }
        var name = new StringBuilder();
        var regex = new StringBuilder(@"\A");
        var isName = true;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\')
            {
                if (++i == text.Length)
                    throw new FormatException(@"a \ at the end of a name; folders are parted by /");
                if (char.IsAsciiLetterOrDigit(text[i]))
                    throw new FormatException(
                        $@"\{text[i]}: a \ stands before a sign that is to stand for itself; folders are parted by /"
                    );
                name.Append(text[i]);
                regex.Append(Regex.Escape($"{text[i]}"));
            }
            else if (c == '[')
            {
                var end = EndOfClass(text, i);
                if (end < 0)
                    throw new FormatException(
                        @"a [ that is not closed; write \[ for the sign itself"
                    );
                regex.Append(ClassOf(text[(i + 1)..end]));
                isName = false;
                i = end;
            }
            else if (c is '*' or '?')
            {
                regex.Append(AnyCharacter).Append(c == '*' ? "*" : "");
                isName = false;
            }
            else
            {
                name.Append(c);
                regex.Append(Regex.Escape($"{c}"));
            }
        }
        return isName
            ? new FilePattern.Part(name.ToString(), null, true)
            : new FilePattern.Part(
                null,
                new Regex(
                    regex.Append(@"\z").ToString(),
                    RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
                ),
                text[0] == '.' || text.StartsWith(@"\.", StringComparison.Ordinal)
            );
    }

    /// <summary>Where the brackets that open at an index close; -1 when they do not in this name.</summary>
    public static int EndOfClass(string text, int open)
    {
        var i = open + 1;
        if (i < text.Length && text[i] is '!' or '^')
            i++;
        // The first sign is one of the class, also a closing bracket.
        for (var first = i; i < text.Length && text[i] != '/'; i++)
            if (text[i] == '\\')
                i++;
            else if (
                text.AsSpan(i).StartsWith("[:")
                && text.IndexOf(":]", i + 2, StringComparison.Ordinal) is > 0 and var end
            )
                i = end + 1;
            else if (text[i] == ']' && i > first)
                return i;
        return -1;
    }

    private static string ClassOf(string inside)
    {
        var isNot = inside[0] is '!' or '^';
        var regex = new StringBuilder();
        for (var i = isNot ? 1 : 0; i < inside.Length; i++)
        {
            if (
                inside.AsSpan(i).StartsWith("[:")
                && inside.IndexOf(":]", i + 2, StringComparison.Ordinal) is > 0 and var end
            )
            {
                var name = inside[(i + 2)..end];
                regex.Append(
                    s_classes.GetValueOrDefault(name)
                        ?? throw new FormatException(
                            $"[:{name}:], which is none of {string.Join(", ", s_classes.Keys)}"
                        )
                );
                i = end + 1;
                continue;
            }
            var from = Sign(inside, ref i);
            if (i + 2 >= inside.Length || inside[i + 1] != '-')
            {
                regex.Append(Escaped(from));
                continue;
            }
            i += 2;
            var to = Sign(inside, ref i);
            if (to < from)
                throw new FormatException($"[{inside}], whose {from}-{to} runs backwards");
            regex.Append(Escaped(from)).Append('-').Append(Escaped(to));
        }
        return isNot ? Not(regex.ToString()) : $"[{regex}]";
    }

    private static string Not(string inside) => $@"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^{inside}])";

    private static char Sign(string text, ref int i) =>
        text[i] == '\\' && i + 1 < text.Length ? text[++i] : text[i];

    private static string Escaped(char sign) => $@"\u{(int)sign:x4}";
}
