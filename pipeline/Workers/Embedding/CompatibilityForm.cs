using System.Globalization;
using System.Text;

namespace Sluice.Workers.Embedding;

/// <summary>
/// Unicode normalisation form KC (UAX #15) as far as the encoder's vocabulary can see it.
/// <see cref="string.Normalize(NormalizationForm)"/> does not serve: in globalization-invariant
/// mode it changes nothing, and elsewhere it follows the platform's Unicode version.
/// </summary>
/// <remarks>
/// The table nfkc.txt holds every code point whose form contains a character of the vocabulary,
/// and every canonical pair. Left out, as all of it is unknown to the vocabulary either way:
/// Hangul, CJK compatibility ideographs, and reordering of several marks on one letter.
/// </remarks>
internal static class CompatibilityForm
{
    private static readonly Dictionary<int, string> Singles = [];
    private static readonly Dictionary<(char Starter, char Mark), char> Pairs = [];

    static CompatibilityForm()
    {
        using var stream = typeof(CompatibilityForm).Assembly.GetManifestResourceStream(
            "Sluice.Workers.Embedding.nfkc.txt"
        )!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var split = line.IndexOf(';');
            var from = Decode(line[..split]);
            var to = Decode(line[(split + 1)..]);
            var single = char.ConvertToUtf32(from, 0);
            if (from.Length == (single > char.MaxValue ? 2 : 1))
                Singles[single] = to;
            else
                Pairs[(from[0], from[1])] = to[0];
        }
    }

    /// <summary>The text in form KC; the same instance where nothing can change.</summary>
    public static string Normalize(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var result = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var pair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            int codePoint = pair ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i];
            if (Singles.TryGetValue(codePoint, out var form))
            {
                foreach (var c in form)
                    Append(result, c);
            }
            else
            {
                Append(result, text[i]);
                if (pair)
                    result.Append(text[i + 1]);
            }
            if (pair)
                i++;
        }
        return result.ToString();
    }

    private static void Append(StringBuilder result, char c)
    {
        if (result.Length > 0 && Pairs.TryGetValue((result[^1], c), out var composite))
            result[^1] = composite;
        else
            result.Append(c);
    }

    private static string Decode(string hex) =>
        string.Concat(
            hex.Split(' ').Select(x => char.ConvertFromUtf32(int.Parse(x, NumberStyles.HexNumber)))
        );
}
