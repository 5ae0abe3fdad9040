using Sluice.Engine.Graph;
using Sluice.Workers.Tables.Parquet;

namespace Sluice.Workers.Augmentation;

/// <summary>What stage Augment hands to its worker, besides how the input is read (<see cref="InputParameters"/>).</summary>
internal static class AugmentRecipe
{
    /// <summary>Of the datasets' pages.</summary>
    public static readonly Field<DatasetCompression> Compression = Field.Choice<DatasetCompression>(
        "compression"
    );

    /// <summary>Texts wanted for a row, from 1.</summary>
    public static readonly Field<int> VariantsPerSample = Field.Whole("variants_per_sample");

    /// <summary>Of every draw.</summary>
    public static readonly Field<long> Seed = Field.Long("seed");

    /// <summary>How likeness is measured.</summary>
    public static readonly Field<QualityMeasure> Measure = Field.SmallChoice<QualityMeasure>(
        "quality.measure"
    );

    /// <summary>Least likeness to the step before, 0 to 1.</summary>
    public static readonly Field<double> MinSim = Field.Number("quality.min_sim");

    /// <summary>Most likeness to the original, 0 to 1.</summary>
    public static readonly Field<double> MaxSim = Field.Number("quality.max_sim");

    /// <summary>Ids of a combo's methods, in the order they are applied.</summary>
    public static readonly Field<IReadOnlyList<string>> Methods = Field.List("methods", '+');

    /// <summary>The input, absolute.</summary>
    public static readonly Field<string> Input = Field.Text("input");

    /// <summary>The compiled WordNet; null where none is to be had.</summary>
    public static readonly Field<string?> WordNet = Field.OptionalText("wordnet");

    /// <summary>Directory of the sentence encoder's files.</summary>
    public static readonly Field<string> Encoder = Field.Text("encoder");

    /// <summary>Directory of the row cache; null for none.</summary>
    public static readonly Field<string?> Cache = Field.OptionalText("cache");

    /// <summary>Rows at once, from 1.</summary>
    public static readonly Field<int> NumProc = Field.Whole("num_proc");

    /// <summary>As Parquet calls it.</summary>
    public static ParquetCodec CodecOf(DatasetCompression compression) =>
        compression switch
        {
            DatasetCompression.Snappy => ParquetCodec.Snappy,
            DatasetCompression.Zstd => ParquetCodec.Zstd,
            _ => ParquetCodec.None,
        };

    /// <summary>A method's row of the table.</summary>
    public static Field<MethodRow> Method(string id) =>
        new($"method.{id}", MethodRowText.Write, text => MethodRowText.Read(id, text));
}
