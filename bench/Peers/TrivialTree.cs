using System.Globalization;
using System.Text;

namespace Sluice.Bench.Peers;

/// <summary>N independent targets out/i.txt ← in/i.txt, as build files of several tools: equivalent to a stage of N units.</summary>
internal static class TrivialTree
{
    /// <summary>Writes in/ and the build files.</summary>
    public static void Write(string directory, int targets)
    {
        Directory.CreateDirectory(Path.Combine(directory, "in"));
        Directory.CreateDirectory(Path.Combine(directory, "out"));
        for (var i = 0; i < targets; i++)
            File.WriteAllText(
                Input(directory, i),
                string.Create(CultureInfo.InvariantCulture, $"{i}\n")
            );
        WriteNinja(directory, targets, isGenerator: false);
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

    /// <summary>
    /// The same with outputs that stand already. Ninja must take them for made without its log, or
    /// making them first would take minutes: so its rule is a generator, which asks only for times.
    /// </summary>
    public static void WriteMade(string directory, int targets)
    {
        Write(directory, targets);
        WriteNinja(directory, targets, isGenerator: true);
        for (var i = 0; i < targets; i++)
            File.Copy(Input(directory, i), Output(directory, i));
    }

    /// <summary>Absolute path of the i-th input.</summary>
    public static string Input(string directory, int i) => Path.Combine(directory, "in", Name(i));

    /// <summary>Absolute path of the i-th output.</summary>
    public static string Output(string directory, int i) => Path.Combine(directory, "out", Name(i));

    private static void WriteNinja(string directory, int targets, bool isGenerator)
    {
        var text = new StringBuilder("rule cp\n  command = cp $in $out\n");
        if (isGenerator)
            text.Append("  generator = 1\n");
        for (var i = 0; i < targets; i++)
            text.Append(CultureInfo.InvariantCulture, $"build out/{Name(i)}: cp in/{Name(i)}\n");
        File.WriteAllText(Path.Combine(directory, "build.ninja"), text.ToString());
    }

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"{i}.txt");
}
