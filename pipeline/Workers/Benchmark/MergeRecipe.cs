using Sluice.Engine.Graph;

namespace Sluice.Workers.Benchmark;

/// <summary>What stage MergeBenchmark hands to its worker.</summary>
internal static class MergeRecipe
{
    /// <summary>What the merged benchmark calls itself.</summary>
    public static readonly Field<string> MergeName = Field.Text("merge_name");

    /// <summary>Absolute; the merged file names itself.</summary>
    public static readonly Field<string> Output = Field.Text("output");

    /// <summary>Absolute paths; both files name them in full, and their order decides what is kept.</summary>
    public static readonly Field<IReadOnlyList<string>> Sources = Field.List("sources", '\n');

    /// <summary>Whether samples that cannot be read are dropped; left out where they are refused.</summary>
    public static readonly Field<bool> SkipBadSamples = Field.Flag("skip_bad_samples");
}
