using System.Security.Cryptography;
using System.Text;
using Sluice.Engine;

namespace Sluice.Workers.Corpus.WordNet;

/// <summary>
/// Turns the Princeton WordNet files (30 MB of text in eight files) into the one sorted file that
/// <see cref="WordNet"/> loads in milliseconds. Equal input gives equal bytes.
/// </summary>
internal static class WordNetCompiler
{
    /// <summary>Compiles a dictionary directory; see <c>WordNetFormat</c> for the result.</summary>
    /// <param name="dictDir">
    /// Holds <c>data.{noun,verb,adj,adv}</c> and <c>index.*</c>; <c>index.sense</c> and <c>*.exc</c> are used where present.
    /// </param>
    /// <param name="output">Receives the file; left open.</param>
    /// <exception cref="UserError">A file is missing or not of the format.</exception>
    public static void Compile(string dictDir, Stream output)
    {
        var lines = Lines(new WordNetDictionary(dictDir), out var licence);
        var text = new StringBuilder();
        foreach (var line in licence)
            text.Append(line.Length > 0 ? "# " : "#").Append(line).Append('\n');
        foreach (var (key, fields) in lines.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(key).Append('\t').AppendJoin('\t', fields).Append('\n');

        var body = Encoding.ASCII.GetBytes(text.ToString());
        var digest = Convert.ToHexStringLower(SHA256.HashData(body));
        output.Write(
            Encoding.ASCII.GetBytes($"{WordNetFormat.Name} {WordNetFormat.Version} {digest}\n")
        );
        output.Write(body);
    }

    private static Dictionary<string, List<string>> Lines(
        WordNetDictionary dictionary,
        out IEnumerable<string> licence
    )
    {
        licence = dictionary.Licence;
        var lines = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var described = new HashSet<(string, PartOfSpeech, int)>();
        var deciding = new HashSet<string>(StringComparer.Ordinal);
        foreach (var partOfSpeech in Enum.GetValues<PartOfSpeech>())
        {
            var index = new SenseIndex(dictionary, partOfSpeech);
            foreach (var lemma in index.Lemmas)
            {
                if (IsSingleWord(lemma))
                {
                    var section = index.SectionOf(lemma);
                    FieldsOf(lemma).Add(WordNetFormat.Write(section));
                    // What a lemma's only sense is about decides nothing.
                    if (section.Senses.Count == 1)
                        continue;
                    described.UnionWith(
                        section.Senses.Select(sense =>
                            (sense.Synset, partOfSpeech, int.Parse(sense.Synset.AsSpan(1)))
                        )
                    );
                    if (section.Senses.Any(HasWords))
                        deciding.UnionWith(section.Senses.Select(sense => sense.Synset));
                }
                else if (IsWritable(lemma.Replace('_', ' ')))
                    FieldsOf(WordNetFormat.Collocation + lemma.Replace('_', ' '));
            }
        }
        foreach (var (name, stems) in new SenseTopics(dictionary, described).All())
            if (deciding.Contains(name))
                FieldsOf(WordNetFormat.Topic + name)
                    .Add(string.Join(' ', stems.Select(pair => $"{pair.Stem}{pair.Weight}")));
        foreach (var partOfSpeech in Enum.GetValues<PartOfSpeech>())
            dictionary.ReadExceptions(partOfSpeech, line => AddException(partOfSpeech, line));
        return lines;

        void AddException(PartOfSpeech partOfSpeech, string line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var lemma in words.Skip(1).Where(IsSingleWord))
            {
                if (IsSingleWord(words[0]) && words[0] != lemma)
                    FieldsOf(words[0]).Add(WordNetFormat.WriteBaseForm(partOfSpeech, lemma));
            }
        }

        List<string> FieldsOf(string key)
        {
            if (!lines.TryGetValue(key, out var list))
                lines[key] = list = [];
            return list;
        }
    }

    /// <summary>Whether anything may stand for the lemma in a sense.</summary>
    private static bool HasWords(WordNetSense sense) =>
        sense.Antonyms.Count > 0
        || sense.Near.Count > 0
        || sense.Synonyms.Any(synonym => synonym.Closeness > 0 || synonym.Count > 0);

    private static bool IsSingleWord(string word) => IsWritable(word) && word[0] != '#';

    private static bool IsWritable(string word) =>
        Ascii.IsValid(word) && word.AsSpan().IndexOfAny(WordNetFormat.Reserved) < 0;
}
