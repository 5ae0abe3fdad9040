namespace Sluice.Workers.Corpus.WordNet;

/// <summary>What a sense is about, as the compiled file has it.</summary>
internal static class Topic
{
    /// <summary>The hash of each stem and its weight, in the line's order.</summary>
    /// <param name="line">As <see cref="WordNet.Topic"/> gives it.</param>
    public static List<(uint Stem, int Weight)> Read(ReadOnlySpan<char> line)
    {
        var mentions = new List<(uint, int)>();
        foreach (var range in line.Split(' '))
        {
            if (line[range] is [.. var stem, var weight])
                mentions.Add((Stem.Hash(stem), weight - '0'));
        }
        return mentions;
    }
}
