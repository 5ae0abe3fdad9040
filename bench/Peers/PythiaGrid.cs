using Sluice.Bench.Running;

namespace Sluice.Bench.Peers;

/// <summary>
/// A workspace with the grid of all of Pythia's checkpoints × 4 layers × MTEB's 32 tasks, and a stub
/// that stands for the evaluation: it notes its cell in file <c>calls</c> and writes a score.
/// </summary>
internal sealed class PythiaGrid : IDisposable
{
    /// <summary>Cells of it.</summary>
    public const int Units = 154 * 4 * 32;

    private readonly TempFolder _temp = new();

    public PythiaGrid()
    {
        Directory.CreateDirectory(_temp["configs"]);
        File.WriteAllText(
            _temp["configs/evaluate.yaml"],
            """
            evaluate:
              models:
                410m: {model_id: EleutherAI/pythia-410m, checkpoints: [pythia], layers: 20..23}
              tasks: [mteb]
              command: dash stub.sh {revision}/{layer}/{task} {output}

            """
        );
        File.WriteAllText(
            _temp["stub.sh"],
            """
            echo "$1" >> calls
            echo '{"test":{"main_score":0.5}}' > "$2"

            """
        );
    }

    /// <summary>Absolute.</summary>
    public string Root => _temp.Root;

    /// <summary>Cells the stub was called for, one called for twice stands there twice.</summary>
    public IReadOnlyList<string> Calls => File.ReadAllLines(_temp["calls"]);

    /// <summary>How many cells of a run have a done.json.</summary>
    public int Done(string run) =>
        Directory
            .EnumerateFiles(_temp[$"runs/evaluate/{run}"], "done.json", SearchOption.AllDirectories)
            .Count();

    /// <summary>The command that evaluates in a run's directory.</summary>
    public string[] Run(string run, params string[] more) =>
        [
            Repository.BuildScript,
            "--workspace",
            Root,
            "--target=Evaluate",
            $"--set=run.id={run}",
            .. more,
        ];

    public void Dispose() => _temp.Dispose();
}
