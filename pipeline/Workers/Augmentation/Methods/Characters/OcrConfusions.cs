namespace Sluice.Workers.Augmentation.Methods.Characters;

/// <summary>Characters that optical character recognition takes for each other in common typefaces.</summary>
internal static class OcrConfusions
{
    /// <summary>Within a group each may be read as any other.</summary>
    private static readonly string[] s_groups =
    [
        "0OoDQ",
        "1lIi",
        "2Zz",
        "3EB",
        "4A",
        "5Ss",
        "6Gb",
        "7T",
        "8B",
        "9gq",
        "CcGe",
        "EF",
        "HNM",
        "Jj",
        "Kk",
        "PpR",
        "UuVv",
        "Ww",
        "XxK",
        "Yyv",
        "ao",
        "ceo",
        "ft",
        "hbn",
        "mn",
        "nru",
        "rt",
    ];

    public static CharacterTable Table { get; } =
        new(
            s_groups
                .SelectMany(group => group)
                .Distinct()
                .Select(c =>
                    KeyValuePair.Create(
                        c,
                        string.Concat(
                            s_groups
                                .Where(group => group.Contains(c, StringComparison.Ordinal))
                                .SelectMany(group => group)
                                .Where(other => other != c)
                                .Distinct()
                        )
                    )
                )
        );
}
