using System.Globalization;
using System.Text;

namespace Sluice.Bench.Peers;

/// <summary>
/// N independent targets out/i.txt ← in/i.txt, as build files of several tools and as the file
/// <c>units</c> of target Copy of bench/Host: one tree, the same files for all.
/// </summary>
internal static class TrivialTree
{
    /// <summary>Writes in/ and the build files.</summary>
    public static void Write(string directory, int targets)
    {
        Directory.CreateDirectory(Path.Combine(directory, "in"));
        Directory.CreateDirectory(Path.Combine(directory, "out"));
        Parallel.For(
            0,
            targets,
            i =>
                File.WriteAllText(
                    Input(directory, i),
                    string.Create(CultureInfo.InvariantCulture, $"{i}\n")
                )
        );
        WriteUnits(directory, targets);
        WriteNinja(directory, targets);
        File.WriteAllText(
            Path.Combine(directory, "Makefile"),
            "OUT := $(patsubst in/%.txt,out/%.txt,$(wildcard in/*.txt))\nall: $(OUT)\nout/%.txt: in/%.txt\n\tcp $< $@\n"
        );
        File.WriteAllText(
            Path.Combine(directory, "Snakefile"),
            $$"""
            rule all:
                input: expand("out/{i}.txt", i=range({{targets}}))
            rule one:
                input: "in/{i}.txt"
                output: "out/{i}.txt"
                shell: "cp {input} {output}"

            """
        );
    }

    /// <summary>A tree in which nothing is made, with another's inputs and build files.</summary>
    public static void WriteBeside(string made, string directory)
    {
        Directory.CreateDirectory(directory);
        foreach (var name in (string[])["in", "units", "build.ninja"])
            File.CreateSymbolicLink(Path.Combine(directory, name), Path.Combine(made, name));
    }

    /// <summary>The number of units that bench/Host is to see.</summary>
    public static void WriteUnits(string directory, int units) =>
        File.WriteAllText(
            Path.Combine(directory, "units"),
            units.ToString(CultureInfo.InvariantCulture)
        );

    /// <summary>Absolute path of the i-th input.</summary>
    public static string Input(string directory, int i) =>
        Path.Combine(directory, "in", string.Create(CultureInfo.InvariantCulture, $"{i}.txt"));

    private static void WriteNinja(string directory, int targets)
    {
        var text = new StringBuilder("rule cp\n  command = cp $in $out\n");
        for (var i = 0; i < targets; i++)
            text.Append(CultureInfo.InvariantCulture, $"build out/{i}.txt: cp in/{i}.txt\n");
        File.WriteAllText(Path.Combine(directory, "build.ninja"), text.ToString());
    }
}
