using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Tests.Workers.Augmentation;

/// <summary>A hand-made WordNet of a few words in the Princeton format, compiled: enough for every claim about it.</summary>
internal static class TinyWordNet
{
    private static readonly Lazy<string> s_path = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("sluice-tiny-wordnet-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        WriteDictionary(folder);
        var path = Path.Combine(folder, "wordnet.db");
        using var output = File.Create(path);
        WordNetCompiler.Compile(folder, output);
        return path;
    });

    /// <summary>The compiled file, made once per test run.</summary>
    public static string CompiledPath => s_path.Value;

    /// <summary>Writes <c>data.*</c>, <c>index.*</c> and one exception list; offsets are arbitrary but consistent.</summary>
    public static void WriteDictionary(string folder)
    {
        Write(
            folder,
            "data.noun",
            "  1 The licence of the tiny dictionary.  ",
            "00000100 06 n 03 movie 0 film 0 motion_picture 0 000 | a story in pictures  ",
            "00000200 03 n 01 goodness 0 001 ! 00000300 n 0101 | moral excellence  ",
            "00000300 03 n 01 evil 0 001 ! 00000200 n 0101 | the opposite  ",
            "00000400 03 n 03 story 0 tale 0 narrative 0 000 | an account  ",
            "00000500 13 n 02 box 0 carton 0 000 | a container  ",
            "00000600 04 n 01 love 0 000 | an affection  ",
            "00000700 18 n 02 White 0 Patrick_White 0 000 | a writer  "
        );
        Write(
            folder,
            "index.noun",
            "  1 The licence of the tiny dictionary.  ",
            "box n 1 0 1 1 00000500  ",
            "carton n 1 0 1 1 00000500  ",
            "evil n 1 1 ! 1 1 00000300  ",
            "film n 1 1 @ 1 1 00000100  ",
            "goodness n 1 1 ! 1 1 00000200  ",
            "love n 1 0 1 1 00000600  ",
            "motion_picture n 1 1 @ 1 1 00000100  ",
            "movie n 1 3 @ ~ + 1 1 00000100  ",
            "narrative n 1 0 1 1 00000400  ",
            "story n 1 0 1 1 00000400  ",
            "tale n 1 0 1 1 00000400  ",
            "white n 1 0 1 0 00000700  "
        );
        Write(
            folder,
            "data.verb",
            "00001100 37 v 03 love 0 adore 0 care_for 0 001 ! 00001200 v 0101 01 + 08 00 | like much  ",
            "00001200 37 v 01 hate 0 001 ! 00001100 v 0101 01 + 08 00 | dislike much  ",
            "00001300 38 v 02 stop 0 halt 0 000 01 + 02 00 | come to an end  ",
            "00001400 40 v 02 give 0 gift 0 000 01 + 08 00 | make a present  "
        );
        Write(
            folder,
            "index.verb",
            "adore v 1 0 1 1 00001100  ",
            "care_for v 1 0 1 1 00001100  ",
            "gift v 1 0 1 1 00001400  ",
            "give v 1 0 1 9 00001400  ",
            "halt v 1 0 1 1 00001300  ",
            "hate v 1 1 ! 1 1 00001200  ",
            "love v 1 1 ! 1 3 00001100  ",
            "stop v 1 0 1 5 00001300  "
        );
        Write(
            folder,
            "data.adj",
            "00002100 00 a 02 good 0 fine(p) 0 002 & 00002200 a 0000 ! 00002300 a 0101 | worth having  ",
            "00002200 00 s 02 good 0 honorable 0 001 & 00002100 a 0000 | of moral worth  ",
            "00002300 00 a 02 bad 0 poor 0 001 ! 00002100 a 0101 | not good  ",
            "00002400 00 a 02 big 0 large 0 002 ! 00002500 a 0101 ! 00002500 a 0102 | great in size  ",
            "00002500 00 a 02 little 0 small 0 000 | not great in size  "
        );
        Write(
            folder,
            "index.adj",
            "bad a 1 1 ! 1 1 00002300  ",
            "big a 1 0 1 1 00002400  ",
            "fine a 1 0 1 1 00002100  ",
            "good a 2 2 ! & 2 2 00002100 00002200  ",
            "honorable a 1 0 1 1 00002200  ",
            "large a 1 0 1 1 00002400  ",
            "little a 1 0 1 1 00002500  ",
            "poor a 1 0 1 1 00002300  ",
            "small a 1 0 1 1 00002500  "
        );
        Write(folder, "data.adv", "00003100 02 r 02 really 0 truly 0 000 | in fact  ");
        Write(folder, "index.adv", "really r 1 0 1 1 00003100  ", "truly r 1 0 1 1 00003100  ");
        Write(folder, "verb.exc", "gave give");
    }

    private static void Write(string folder, string file, params string[] lines) =>
        File.WriteAllText(Path.Combine(folder, file), string.Join('\n', lines) + "\n");
}
