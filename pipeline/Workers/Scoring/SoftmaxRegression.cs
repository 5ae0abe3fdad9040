using System.Runtime.Intrinsics;
using Sluice.Workers.Embedding;

namespace Sluice.Workers.Scoring;

/// <summary>
/// Multinomial logistic regression on standardised vectors: sixty steps of gradient descent over all
/// of the training part, momentum 0.9, rate 0.1, ridge penalty 0.02, started from zero.
/// </summary>
internal sealed class SoftmaxRegression
{
    private const int Folds = 5;
    private const int Steps = 60;
    private const float Momentum = 0.9f;
    private const float Rate = 0.1f;
    private const float Ridge = 0.02f;

    private readonly float[] _vectors;
    private readonly float[] _panels;
    private readonly int[] _labels;
    private readonly int _width;
    private readonly int _classes;

    private SoftmaxRegression(VectorTable table, int[] rows, IReadOnlyList<int> labels, int classes)
    {
        _width = table.Width;
        _classes = classes;
        _labels = [.. rows.Select(row => labels[row])];
        _vectors = new float[rows.Length * _width];
        for (var i = 0; i < rows.Length; i++)
            table[rows[i]].CopyTo(_vectors.AsSpan(i * _width));
        // As weights, for the gradient: they stay the same through all steps.
        _panels = new float[_vectors.Length];
        PanelProduct.Pack(_vectors, rows.Length, _width, _panels);
    }

    /// <summary>The share of right answers when each fifth is told by what the other four taught.</summary>
    /// <param name="vectors">All of one width.</param>
    /// <param name="labels">From 0 without gaps.</param>
    public static double CrossValidated(
        float[][] vectors,
        IReadOnlyList<int> labels,
        CancellationToken cancellation
    ) => CrossValidated(vectors, labels, vectors, cancellation);

    /// <summary>The same, but told are other vectors with the same labels, such as those of changed texts.</summary>
    /// <param name="vectors">What is learned from; all of one width.</param>
    /// <param name="labels">From 0 without gaps.</param>
    /// <param name="told">As many; null for one that is not asked for.</param>
    public static double CrossValidated(
        float[][] vectors,
        IReadOnlyList<int> labels,
        IReadOnlyList<float[]?> told,
        CancellationToken cancellation
    )
    {
        var nothing = new float[vectors[0].Length];
        var (table, asked) = VectorTable.Standardized(
            vectors,
            [.. told.Select(vector => vector ?? nothing)]
        );
        var classes = labels.Max() + 1;
        int right = 0,
            all = 0;
        for (var fold = 0; fold < Folds; fold++)
        {
            var rows = Enumerable.Range(0, table.Count).Where(i => i % Folds != fold).ToArray();
            var model = new SoftmaxRegression(table, rows, labels, classes);
            var products = model.Fit(cancellation);
            for (var i = fold; i < table.Count; i += Folds)
            {
                if (told[i] is null)
                    continue;
                all++;
                if (Best(products.Of(asked[i], 1)[..classes]) == labels[i])
                    right++;
            }
        }
        return right / (double)all;
    }

    private VectorProducts Fit(CancellationToken cancellation)
    {
        var count = _labels.Length;
        var weights = new float[_classes * _width];
        var speed = new float[_classes * _width];
        var gradient = new float[_classes * _width];
        var errors = new float[_classes * count];
        var none = new float[_width];
        for (var step = 0; step < Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var scores = new VectorProducts(weights, _classes, _width);
            Errors(scores.Of(_vectors, count), scores.Stride, errors);
            PanelProduct.Multiply(
                errors,
                _classes,
                count,
                _panels,
                none,
                gradient,
                _width,
                Vector512.IsHardwareAccelerated
            );
            for (var i = 0; i < weights.Length; i++)
            {
                var slope = gradient[i] / count + Ridge * weights[i];
                speed[i] = Momentum * speed[i] - Rate * slope;
                weights[i] += speed[i];
            }
        }
        return new VectorProducts(weights, _classes, _width);
    }

    /// <summary>Probability less truth, [classes, rows].</summary>
    private void Errors(Span<float> scores, int stride, float[] errors)
    {
        for (var i = 0; i < _labels.Length; i++)
        {
            // What pads a row must not take part in its sum.
            var row = scores.Slice(i * stride, stride);
            row[_classes..].Fill(float.NegativeInfinity);
            var total = Lanes.Exponentials(row, Lanes.Largest(row));
            for (var k = 0; k < _classes; k++)
                errors[k * _labels.Length + i] = row[k] / total - (k == _labels[i] ? 1 : 0);
        }
    }

    private static int Best(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var k = 1; k < scores.Length; k++)
            if (scores[k] > scores[best])
                best = k;
        return best;
    }
}
