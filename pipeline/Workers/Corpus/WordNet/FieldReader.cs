using System.Globalization;

namespace Sluice.Workers.Corpus.WordNet;

/// <summary>Reads the blank-separated fields of one line of the Princeton files, left to right.</summary>
internal struct FieldReader(string line)
{
    private readonly string[] _fields = line.Split(
        ' ',
        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
    );
    private int _next;

    /// <exception cref="FormatException">The line has no further field.</exception>
    public string Text() =>
        _next < _fields.Length
            ? _fields[_next++]
            : throw new FormatException("the line ends early");

    public int Integer() => int.Parse(Text(), NumberStyles.None);

    public int Hexadecimal() => int.Parse(Text(), NumberStyles.AllowHexSpecifier);

    public void Skip(int fields) => _next += fields;
}
