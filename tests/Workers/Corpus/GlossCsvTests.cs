using Sluice.Engine;
using Sluice.Tests.Support;
using Sluice.Workers.Corpus;

namespace Sluice.Tests.Workers.Corpus;

public sealed class GlossCsvTests
{
    [Fact]
    public void A_synset_is_read_without_its_examples()
    {
        const string Line =
            "00021939 03 n 02 artifact 0 art_work 0 003 ~ 00022903 n 0000 @ 00003553 n 0000 @ 00002137 n 0000 | a man-made object; taken as a whole; \"an artifact\"; \"x\"  ";
        Assert.Equal(
            new Gloss("noun.Tops", 21939, 3553, "artifact", "a man-made object; taken as a whole"),
            GlossCsv.Parse(Line)
        );
    }

    [Fact]
    public void A_line_without_a_gloss_is_not_of_the_format() =>
        Assert.Throws<FormatException>(() => GlossCsv.Parse("00021939 03 n 01 artifact 0 000"));

    [Fact]
    public void No_glosses_are_told_with_what_brings_some()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "glosses.csv");
        File.WriteAllText(path, "");
        var error = Assert.Throws<UserError>(() => GlossCsv.Read(path));
        Assert.Contains("--target=Corpus --force", error.Message);
    }
}
