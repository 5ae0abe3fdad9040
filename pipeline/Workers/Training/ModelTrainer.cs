using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Embedding;
using Sluice.Workers.Training.Network;

namespace Sluice.Workers.Training;

/// <summary>
/// Trains a model. A step's windows are dealt to groups of fixed size, each with its own gradient,
/// and these are added in the groups' order: however many threads there are, the bits are the same.
/// </summary>
internal sealed class ModelTrainer
{
    private const int WindowsAtOnce = 4;
    private const int HeldOutWindows = 256;
    private const int WarmUp = 50;
    private const double LeastRate = 0.1;

    private readonly TrainSettings _settings;
    private readonly TrainingText _train;
    private readonly TrainingText _heldOut;
    private readonly int[] _lengths;
    private readonly Weights _weights;
    private readonly AdamOptimizer _optimizer;
    private readonly WindowGroup[] _groups;
    private readonly RowRandom _random;
    private readonly ParallelOptions _parallel;

    public ModelTrainer(
        TrainSettings settings,
        PieceVocabulary vocabulary,
        TrainingText train,
        TrainingText heldOut,
        CancellationToken cancellation
    )
    {
        _settings = settings;
        _train = train;
        _heldOut = heldOut;
        var shape = new ModelShape(
            settings.Layers,
            settings.Width,
            settings.Context,
            (vocabulary.Count + 31) / 32 * 32
        );
        var layout = new ModelLayout(shape);
        _random = new RowRandom((ulong)settings.Seed);
        _weights = new Weights(layout, ModelStart.Values(layout, _random));
        _optimizer = new AdamOptimizer(layout.Length);
        _lengths = [.. Enumerable.Repeat(settings.Context, WindowsAtOnce)];
        _groups =
        [
            .. Enumerable
                .Range(0, (settings.Batch + WindowsAtOnce - 1) / WindowsAtOnce)
                .Select(_ => new WindowGroup(_weights, WindowsAtOnce * settings.Context)),
        ];
        _parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism =
                settings.Threads > 0 ? settings.Threads : Environment.ProcessorCount,
            CancellationToken = cancellation,
        };
    }

    /// <summary>The parameters as they are now.</summary>
    public Weights Weights => _weights;

    /// <summary>Takes one step.</summary>
    /// <param name="step">From 1.</param>
    /// <returns>The mean loss, in nats a piece, of the step's windows before it.</returns>
    public double Step(int step)
    {
        // Drawn before the threads start: which window comes when must not depend on them.
        var windows = new int[_settings.Batch];
        foreach (ref var window in windows.AsSpan())
            window = _random.Next(_train.Count);
        var factor = 1f / (windows.Length * _settings.Context);
        Parallel.For(
            0,
            _groups.Length,
            _parallel,
            i => Load(_groups[i], _train, windows, i).Run(LengthsOf(windows.Length, i), factor)
        );
        var gradient = _groups[0].Gradient;
        foreach (var group in _groups.AsSpan(1))
            Lanes.Add(group.Gradient, gradient);
        _optimizer.Step(_weights.Values, gradient, Rate(step));
        _weights.Repack(_parallel.MaxDegreeOfParallelism);
        return _groups.Sum(group => group.Loss) * factor;
    }

    /// <summary>The mean loss, in nats a piece, of windows that are never trained on.</summary>
    public double HeldOutLoss()
    {
        var count = Math.Min(HeldOutWindows, _heldOut.Count);
        // Spread over all of them, always the same.
        var windows = Enumerable
            .Range(0, count)
            .Select(i => (int)((long)i * _heldOut.Count / count))
            .ToArray();
        var losses = new double[(count + WindowsAtOnce - 1) / WindowsAtOnce];
        Parallel.For(
            0,
            _groups.Length,
            _parallel,
            worker =>
            {
                for (var i = worker; i < losses.Length; i += _groups.Length)
                {
                    _parallel.CancellationToken.ThrowIfCancellationRequested();
                    losses[i] = Load(_groups[worker], _heldOut, windows, i)
                        .Evaluate(LengthsOf(count, i));
                }
            }
        );
        return losses.Sum() / ((double)count * _settings.Context);
    }

    private WindowGroup Load(WindowGroup group, TrainingText text, int[] windows, int index)
    {
        var context = _settings.Context;
        var own = windows.AsSpan()[(index * WindowsAtOnce)..];
        for (var i = 0; i < Math.Min(WindowsAtOnce, own.Length); i++)
            text.Window(
                own[i],
                group.Ids.AsSpan(i * context, context),
                group.Targets.AsSpan(i * context, context)
            );
        return group;
    }

    private ReadOnlySpan<int> LengthsOf(int windows, int index) =>
        _lengths.AsSpan(0, Math.Min(WindowsAtOnce, windows - index * WindowsAtOnce));

    /// <summary>Up in a straight line, then down along half a cosine to a tenth.</summary>
    private float Rate(int step)
    {
        var warmUp = Math.Min(WarmUp, _settings.Steps / 10.0);
        var share =
            step < warmUp
                ? step / warmUp
                : LeastRate
                    + (1 - LeastRate)
                        * (1 + PortableMath.Cos(Math.PI * step / _settings.Steps))
                        / 2;
        return (float)(_settings.LearningRate * share);
    }
}
