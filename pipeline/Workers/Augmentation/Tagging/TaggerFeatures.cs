namespace Sluice.Workers.Augmentation.Tagging;

/// <summary>What the tagger looks at: each feature a template and up to three names, packed into one number.</summary>
internal static class TaggerFeatures
{
    /// <summary>How many there are of a word.</summary>
    public const int Count = 12;

    private const int Bits = 20;

    /// <summary>The features of a token; 0 stands for one that no table can have.</summary>
    /// <param name="tokens">With two more after the place and one before it.</param>
    /// <param name="tagNames">Numbers of the names of the tags.</param>
    public static void Of(
        IReadOnlyList<LexicalWord> tokens,
        int place,
        int tagBefore,
        int tagBeforeThat,
        ReadOnlySpan<int> tagNames,
        Span<ulong> features
    )
    {
        var (text, full, coarse) = tokens[place].Numbers;
        var before = tokens[place - 1].Numbers.Coarse;
        var beforeThat = tokens[Math.Max(place - 2, 0)].Numbers.Coarse;
        var after = tokens[place + 1].Numbers.Coarse;
        var afterThat = tokens[place + 2].Numbers.Coarse;
        features[0] = Pack(1, full);
        features[1] = Pack(2, full, before);
        features[2] = Pack(3, full, after);
        features[3] = Pack(4, coarse, tagNames[tagBefore]);
        features[4] = Pack(5, coarse, tagNames[tagBefore], tagNames[tagBeforeThat]);
        features[5] = Pack(6, coarse, before, after);
        features[6] = Pack(7, coarse, after, afterThat);
        features[7] = Pack(8, coarse, beforeThat, before);
        features[8] = Pack(9, text);
        features[9] = Pack(10, text, before);
        features[10] = Pack(11, text, after);
        features[11] = Pack(12, coarse, tagNames[tagBefore], after);
    }

    /// <summary>The template and the numbers of the names.</summary>
    public static (int Template, int A, int B, int C) Unpack(ulong feature)
    {
        const ulong mask = (1 << Bits) - 1;
        return (
            (int)(feature >> (3 * Bits)),
            (int)(feature & mask),
            (int)((feature >> Bits) & mask),
            (int)((feature >> (2 * Bits)) & mask)
        );
    }

    /// <summary>A feature of one name.</summary>
    public static ulong Pack(int template, int a) => a == 0 ? 0 : Pack(template, a, 0, 0);

    /// <summary>A feature of two names.</summary>
    public static ulong Pack(int template, int a, int b) =>
        a == 0 || b == 0 ? 0 : Pack(template, a, b, 0);

    /// <summary>A feature as it is unpacked.</summary>
    public static ulong Pack(int template, int a, int b, int c) =>
        template >= 5 && template is 5 or 6 or 7 or 8 or 12 && (a == 0 || b == 0 || c == 0)
            ? 0
            : ((ulong)template << (3 * Bits))
                | (ulong)(uint)a
                | ((ulong)(uint)b << Bits)
                | ((ulong)(uint)c << (2 * Bits));
}
