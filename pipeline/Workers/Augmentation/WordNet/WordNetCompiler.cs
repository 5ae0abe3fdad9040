using System.Security.Cryptography;
using System.Text;
using Sluice.Engine;

namespace Sluice.Workers.Augmentation;

/// <summary>
/// Turns the Princeton WordNet files (30 MB of text in eight files) into the one small sorted file that
/// <see cref="WordNet"/> loads in milliseconds. Equal input gives equal bytes.
/// </summary>
public static class WordNetCompiler
{
    /// <summary>Compiles a dictionary directory; see <c>WordNetFormat</c> for the result.</summary>
    /// <param name="dictDir">Holds <c>data.{noun,verb,adj,adv}</c> and <c>index.*</c>; <c>*.exc</c> are used where present.</param>
    /// <param name="output">Receives the file; left open.</param>
    /// <exception cref="UserError">A file is missing or not of the format.</exception>
    public static void Compile(string dictDir, Stream output)
    {
        var dictionary = new WordNetDictionary(dictDir);
        var fields = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var partOfSpeech in Enum.GetValues<PartOfSpeech>())
        {
            dictionary.ReadIndex(
                partOfSpeech,
                line => AddLemma(fields, dictionary, partOfSpeech, line)
            );
        }
        foreach (var partOfSpeech in Enum.GetValues<PartOfSpeech>())
            dictionary.ReadExceptions(
                partOfSpeech,
                line => AddException(fields, partOfSpeech, line)
            );

        var text = new StringBuilder();
        foreach (var line in dictionary.Licence)
            text.Append(line.Length > 0 ? "# " : "#").Append(line).Append('\n');
        foreach (var (lemma, values) in fields.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(lemma).Append('\t').AppendJoin('\t', values).Append('\n');

        var body = Encoding.ASCII.GetBytes(text.ToString());
        var digest = Convert.ToHexStringLower(SHA256.HashData(body));
        output.Write(
            Encoding.ASCII.GetBytes($"{WordNetFormat.Name} {WordNetFormat.Version} {digest}\n")
        );
        output.Write(body);
    }

    private static void AddLemma(
        Dictionary<string, List<string>> fields,
        WordNetDictionary dictionary,
        PartOfSpeech partOfSpeech,
        string line
    )
    {
        var reader = new FieldReader(line);
        var lemma = reader.Text();
        if (!IsSingleWord(lemma))
            return;
        reader.Skip(1);
        var synsetCount = reader.Integer();
        reader.Skip(reader.Integer() + 1);
        var tagged = reader.Integer();

        var senses = new List<IReadOnlyList<string>>();
        var antonyms = new List<string>();
        for (; synsetCount > 0; synsetCount--)
        {
            var synset = dictionary.At(partOfSpeech, reader.Integer());
            var others = synset.Words.Where(word => !IsLemma(word)).Where(IsWritable).ToArray();
            if (others.Length > 0)
                senses.Add(others);
            foreach (var pointer in synset.Antonyms)
            {
                if (pointer.Source != 0 && !IsLemma(synset.Words[pointer.Source - 1]))
                    continue;
                var target = dictionary.At(pointer.PartOfSpeech, pointer.Offset).Words;
                var antonym = target[Math.Max(pointer.Target - 1, 0)];
                if (IsWritable(antonym) && !antonyms.Contains(antonym))
                    antonyms.Add(antonym);
            }
        }
        var section = new WordNetSection
        {
            PartOfSpeech = partOfSpeech,
            TaggedSenses = tagged,
            Senses = senses,
            Antonyms = antonyms,
        };
        FieldsOf(fields, lemma).Add(WordNetFormat.Write(section));

        bool IsLemma(string word) => word.Equals(lemma, StringComparison.OrdinalIgnoreCase);
    }

    private static void AddException(
        Dictionary<string, List<string>> fields,
        PartOfSpeech partOfSpeech,
        string line
    )
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var lemma in words.Skip(1).Where(IsSingleWord))
        {
            if (IsSingleWord(words[0]) && words[0] != lemma)
                FieldsOf(fields, words[0]).Add(WordNetFormat.WriteBaseForm(partOfSpeech, lemma));
        }
    }

    private static List<string> FieldsOf(Dictionary<string, List<string>> fields, string lemma)
    {
        if (!fields.TryGetValue(lemma, out var list))
            fields[lemma] = list = [];
        return list;
    }

    private static bool IsSingleWord(string word) =>
        !word.Contains('_', StringComparison.Ordinal) && IsWritable(word) && word[0] != '#';

    private static bool IsWritable(string word) =>
        Ascii.IsValid(word) && word.AsSpan().IndexOfAny(WordNetFormat.Reserved) < 0;
}
