using Sluice.Engine.Graph;
using Sluice.Workers.Augmentation;

namespace Sluice.Workers.Corpus;

/// <summary>What stage Corpus hands to its worker.</summary>
internal static class CorpusRecipe
{
    /// <summary>Where the data comes from.</summary>
    public static readonly Field<CorpusSource> Source = Field.SmallChoice<CorpusSource>("source");

    /// <summary>Whether npm is there, found or missing: what can be fetched changes with it.</summary>
    public static readonly Field<bool> Npm = Field.Either("npm", "found", "missing");

    /// <summary>The pinned package with its integrity.</summary>
    public static readonly Field<string> Package = Field.Text("package");

    /// <summary>Whether the system's own WordNet is there, <c>True</c> or <c>False</c>.</summary>
    public static readonly Field<bool> Installed = Field.Either("installed", "True", "False");

    /// <summary>The repository's sample, absolute.</summary>
    public static readonly Field<string> Sample = Field.Text("sample");
}
