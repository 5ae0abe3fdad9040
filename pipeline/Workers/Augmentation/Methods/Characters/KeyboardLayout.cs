namespace Sluice.Workers.Augmentation.Methods.Characters;

/// <summary>Which characters lie next to each other on a US QWERTY keyboard, from the geometry of its rows.</summary>
internal static class KeyboardLayout
{
    /// <summary>Left edge of the row in key widths, its plain characters, and the same keys with shift.</summary>
    private static readonly (double Left, string Plain, string Shifted)[] s_rows =
    [
        (0.00, "1234567890-=", "!@#$%^&*()_+"),
        (0.50, "qwertyuiop[]", "QWERTYUIOP{}"),
        (0.75, "asdfghjkl;'", "ASDFGHJKL:\""),
        (1.25, "zxcvbnm,./", "ZXCVBNM<>?"),
    ];

    /// <summary>
    /// As nlpaug's KeyboardAug: the key itself with the other shift state, and the keys around it in both; the flags
    /// leave whole groups out. Lower-case letters are always in.
    /// </summary>
    public static CharacterTable WithShift(bool special, bool numeric, bool upperCase) =>
        Build(
            (from, to) =>
                char.IsAsciiLetterLower(to)
                || (
                    char.IsAsciiDigit(to) ? numeric
                    : char.IsAsciiLetterUpper(to) ? upperCase || char.IsAsciiLetterUpper(from)
                    : special
                )
        );

    /// <summary>As TextAttack's WordSwapQWERTY: letters become neighbouring letters of the same case.</summary>
    public static CharacterTable LettersOnly() =>
        Build(
            (from, to) =>
                (char.IsAsciiLetterLower(from) && char.IsAsciiLetterLower(to))
                || (
                    char.IsAsciiLetterUpper(from)
                    && char.IsAsciiLetterUpper(to)
                    && char.ToLowerInvariant(from) != to
                )
        );

    private static CharacterTable Build(Func<char, char, bool> isAllowed)
    {
        var keys = s_rows
            .SelectMany(
                (row, y) =>
                    row.Plain.Select(
                        (plain, i) => (X: row.Left + i, Y: y, Plain: plain, Shifted: row.Shifted[i])
                    )
            )
            .ToArray();
        var choices = new Dictionary<char, string>();
        foreach (var key in keys)
        {
            var near = keys.Where(other =>
                    Math.Abs(other.Y - key.Y) <= 1
                    && Math.Abs(other.X - key.X) <= (other.Y == key.Y ? 1 : 0.99)
                )
                .SelectMany(other => new[] { other.Plain, other.Shifted })
                .ToArray();
            // Words hold no signs but apostrophes, and those stay.
            foreach (var from in new[] { key.Plain, key.Shifted }.Where(char.IsAsciiLetterOrDigit))
                choices[from] = string.Concat(near.Where(to => to != from && isAllowed(from, to)));
        }
        return new(choices);
    }
}
