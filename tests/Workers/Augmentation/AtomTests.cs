using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Tests.Workers.Augmentation;

/// <summary>What no method cuts or changes in part, and what is one word for those that delete and move.</summary>
public sealed class AtomTests
{
    private static readonly string[] s_atoms =
    [
        "https://shop.example.net/a/b?item=1&x=%20#top",
        "www.example.org/wiki/Foo_(bar)",
        "example.com",
        "ftp://files.example.org",
        "mailto:a@b.org",
        "sam.lee+news@mail.example.co.uk",
        "@my_team",
        "#GoodFood",
        "r/python",
        "$TSLA",
        "1,000.50",
        "$2,340.75",
        "€1.000,50",
        "172.16.30.12",
        "192.168.0.1:8080",
        "fe80::1ff:fe23",
        "08:45",
        "10:30pm",
        "12/05/2024",
        "2024-05-12",
        "2024-05-12T10:00:00Z",
        "50%",
        "-5.5",
        "3rd",
        "1990s",
        "v1.2.3",
        "2.0.0-beta.1",
        "10/10",
        "24/7",
        "5'10",
        "1.5e-10",
        "0x1F4A",
        "20°C",
        "3x3",
        "mp3",
        "B2B",
        "COVID-19",
        "B-52",
        "+49(221)-7788-1203ext07",
        "+44 20 7946 0958",
        "(555) 010-0199",
        "555-0100",
        "07700 900123",
        "1 250 000",
        "12 000",
        "7731-4420(118)",
        "8805-31TLM-07",
        "550e8400-e29b-41d4-a716-446655440000",
        "978-3-16-148410-0",
        "report_final.pdf",
        "data.csv",
        "main.py",
        "/usr/local/bin",
        "./build.sh",
        "~/notes/todo.md",
        "src/app/main.rs",
        @"C:\Users\sam\file.txt",
        "snake_case_name",
        "np.random.seed",
        "std::vector",
        "call()",
        "key=value",
        "{name}",
        "{{user}}",
        "${HOME}",
        "%(name)s",
        "[MASK]",
        "`for x in y`",
        "AT&T",
        "C++",
        "C#",
        ".NET",
        "U.S.",
        "e.g.",
        "Ph.D.",
        ":smile:",
        ":D",
        "<3",
        "f**k",
    ];

    private static readonly string[] s_signs =
    [
        "&amp;",
        "&#8217;",
        "&#x1F600;",
        "<b>",
        "</p>",
        "<a href=\"x y.html\" class='one two'>",
        "<!-- a small comment -->",
        "<|endoftext|>",
        "<unk>",
        "\U0001F468\u200D\U0001F469\u200D\U0001F467",
        "\U0001F44D\U0001F3FD",
        "\U0001F1FA\U0001F1E6",
        "1\uFE0F\u20E3",
        "\u2764\uFE0F",
        "\U0001F3F4\U000E0067\U000E0062\U000E007F",
    ];

    public static TheoryData<string> Ids => [.. MethodRows.BuiltIn.Select(method => method.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Atoms_stay_whole_or_go_whole_and_signs_stay(string id)
    {
        var method = MethodRows.BuiltIn.Single(method => method.Id == id);
        foreach (var atom in s_atoms.Concat(s_signs))
        {
            var deletes = s_atoms.Contains(atom) && id.Contains("delete", StringComparison.Ordinal);
            var text = $"We really loved the movie {atom} and the big house in Paris.";
            for (var seed = 0UL; seed < 8; seed++)
            {
                var result = method.Apply(text, new RowRandom(seed)) ?? text;
                var isWhole = result.Contains(atom, StringComparison.Ordinal);
                Assert.True(isWhole || (deletes && !HoldsPartOf(atom, result)), result);
            }
        }
    }

    [Theory]
    [InlineData("word_split")]
    [InlineData("random_char_insert", "min_char: 1")]
    [InlineData("random_char_substitute", "min_char: 1")]
    [InlineData("random_char_delete", "min_char: 1")]
    [InlineData("random_char_swap", "min_char: 1")]
    [InlineData("keyboard", "min_char: 1")]
    [InlineData("ocr")]
    [InlineData("word_swap_qwerty")]
    [InlineData("word_swap_homoglyph")]
    [InlineData("word_swap_change_number")]
    [InlineData("spelling")]
    public void A_text_of_atoms_alone_offers_nothing(string kind, params string[] args)
    {
        var method = MethodRows.Build(kind, args);
        Assert.All(s_atoms.Concat(s_signs), atom => Assert.Null(method.Apply(atom, new(1))));
    }

    [Theory]
    [InlineData("well-known state-of-the-art", "well-known", "state-of-the-art")]
    [InlineData("see (https://a.net/b), or", "see", "https://a.net/b", "or")]
    [InlineData("It rained in the U.S.", "It", "rained", "in", "the", "U.S")]
    [InlineData("I saw the dogs' bowls", "I", "saw", "the", "dogs'", "bowls")]
    [InlineData("get 'em now", "get", "'em", "now")]
    [InlineData(
        "fly to New York with Dr. Will May",
        "fly",
        "to",
        "New York",
        "with",
        "Dr. Will May"
    )]
    [InlineData("New York wins", "New York", "wins")]
    [InlineData("The Bank of America pays", "The", "Bank of America", "pays")]
    [InlineData("two hundred and fifty cats", "two hundred and fifty", "cats")]
    [InlineData("forty five, twenty-one dogs", "forty five", "twenty-one", "dogs")]
    [InlineData("a 45-year-old man", "a", "45-year-old", "man")]
    [InlineData("می\u200Cخواهم بروم", "می\u200Cخواهم", "بروم")]
    public void Words_that_hang_together_are_moved_and_deleted_as_one(
        string text,
        params string[] units
    )
    {
        var list = new WordList(text, new WordSpan[text.Length]);
        Assert.Equal(
            units,
            WordUnits
                .Read(text, list, new WordUnit[text.Length])
                .ToArray()
                .Select(unit => text[unit.Start..unit.End])
        );
    }

    /// <summary>Whether a piece of the atom between its marks is left as a word.</summary>
    private static bool HoldsPartOf(string atom, string rest)
    {
        var words = rest.Split([' ', ',', '.', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        return atom.Split(
                [.. atom.Where(c => !char.IsLetterOrDigit(c)).Append(' ')],
                StringSplitOptions.RemoveEmptyEntries
            )
            .Where(part => part is not ("a" or "in" or "and" or "of" or "the"))
            .Any(part => words.Contains(part, StringComparer.OrdinalIgnoreCase));
    }
}
