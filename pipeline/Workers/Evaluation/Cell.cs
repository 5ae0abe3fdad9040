using System.Globalization;

namespace Sluice.Workers.Evaluation;

/// <summary>What is evaluated once: a model at a checkpoint, one of its layers, a task.</summary>
/// <param name="Size">The model's name among its family, e.g. <c>410m</c>.</param>
/// <param name="ModelId">What it is published as.</param>
/// <param name="Revision">The checkpoint, e.g. <c>step1000</c>.</param>
/// <param name="Layer">From 0.</param>
/// <param name="Task">The task's name.</param>
internal sealed record Cell(string Size, string ModelId, string Revision, int Layer, string Task)
{
    /// <summary>What the unit is called.</summary>
    public string Key =>
        string.Create(CultureInfo.InvariantCulture, $"{Size}/{Revision}/layer_{Layer:d3}/{Task}");

    /// <summary>Where its results lie, relative to the run's directory.</summary>
    public string Directory(string family) => DirectoryOf(family, Key);

    /// <summary>The same, by its key.</summary>
    internal static string DirectoryOf(string family, string key) => $"outputs/mteb/{family}/{key}";

    /// <summary>Where old scripts may have put them: the layer without zeros before it.</summary>
    public string OldDirectory(string family) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"outputs/mteb/{family}/{Size}/{Revision}/layer_{Layer}/{Task}"
        );
}
