using Sluice.Workers.Embedding;

namespace Sluice.Workers.Scoring;

/// <summary>Vectors as one row-major matrix, padded with zeros to a multiple of 32 columns.</summary>
internal sealed class VectorTable
{
    private readonly float[] _values;

    private VectorTable(int count, int width)
    {
        Count = count;
        Width = Padded(width);
        _values = new float[count * Width];
    }

    public int Count { get; }

    /// <summary>With the padding.</summary>
    public int Width { get; }

    public Span<float> this[int row] => Rows(row, 1);

    public Span<float> Rows(int first, int count) => _values.AsSpan(first * Width, count * Width);

    /// <summary>The vectors scaled to length 1; one of zeros stays so.</summary>
    public static VectorTable OfLengthOne(float[][] vectors)
    {
        var table = Of(vectors);
        for (var i = 0; i < table.Count; i++)
            Normalize(table[i]);
        return table;
    }

    /// <summary>Every column with mean 0 and variance 1; one that is the same everywhere becomes 0.</summary>
    public static VectorTable Standardized(float[][] vectors) => Standardized(vectors, []).Table;

    /// <summary>The same, and others shifted and scaled as the vectors were.</summary>
    public static (VectorTable Table, VectorTable Others) Standardized(
        float[][] vectors,
        float[][] others
    )
    {
        var table = Of(vectors);
        var alike = Of(others);
        var mean = new float[table.Width];
        var variance = new float[table.Width];
        for (var i = 0; i < table.Count; i++)
            Lanes.Add(table[i], mean);
        Lanes.Scale(1f / table.Count, mean);
        for (var i = 0; i < table.Count; i++)
        {
            var row = table[i];
            Lanes.AddScaled(-1, mean, row);
            for (var j = 0; j < row.Length; j++)
                variance[j] += row[j] * row[j];
        }
        for (var i = 0; i < alike.Count; i++)
            Lanes.AddScaled(-1, mean, alike[i]);
        Scale(table);
        Scale(alike);
        return (table, alike);

        void Scale(VectorTable rows)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                var row = rows[i];
                for (var j = 0; j < row.Length; j++)
                    row[j] /= MathF.Sqrt(variance[j] / table.Count) + 1e-6f;
            }
        }
    }

    /// <summary>Scales to length 1; zeros stay so.</summary>
    public static void Normalize(Span<float> vector) =>
        Lanes.Scale(1 / (MathF.Sqrt(Lanes.Dot(vector, vector)) + 1e-9f), vector);

    /// <summary>The scalar products of any vectors with these.</summary>
    public VectorProducts Products() => new(_values, Count, Width);

    /// <summary>The next multiple of 32.</summary>
    public static int Padded(int width) =>
        (width + MatrixKernel.Panel - 1) / MatrixKernel.Panel * MatrixKernel.Panel;

    private static VectorTable Of(float[][] vectors)
    {
        var table = new VectorTable(vectors.Length, vectors.Length > 0 ? vectors[0].Length : 0);
        for (var i = 0; i < vectors.Length; i++)
            vectors[i].CopyTo(table[i]);
        return table;
    }
}
