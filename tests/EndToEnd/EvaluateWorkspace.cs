using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>
/// A workspace with a grid of 2 checkpoints × 2 layers × 2 tasks and a program that evaluates it: it
/// notes its calls, leaves a result it finds as MTEB does, and fails where file <c>broken</c> says.
/// </summary>
internal sealed class EvaluateWorkspace : IDisposable
{
    public EvaluateWorkspace()
    {
        Files.Write(
            "eval.py",
            """
            import json, os, sys, time

            model, revision, layer, task, results = sys.argv[1:6]
            with open("calls.txt", "a") as calls:
                calls.write(f"{revision} {layer} {task}\n")
            time.sleep(float(os.environ.get("SLOW", "0")))
            if os.path.exists("broken") and open("broken").read() == f"{revision} {layer} {task}":
                sys.exit(3)
            folder = os.path.join(results, model.replace("/", "__"), revision)
            path = os.path.join(folder, f"{task}.json")
            if not os.path.exists(path):
                os.makedirs(folder, exist_ok=True)
                with open(path, "w") as file:
                    json.dump({"task_name": task, "mteb_version": "1.14.5", "scores": {"test": [{"main_score": 0.5}]}}, file)

            """
        );
        Files.Write(
            "configs/evaluate.yaml",
            """
            evaluate:
              root: runs/eval
              family: Pythia
              models:
                410m: { model_id: EleutherAI/pythia-410m, checkpoints: [step1, step2], layers: [3, 20] }
              tasks: [STS12, SICK-R]
              command: python3 eval.py {model_id} {revision} {layer} {task} {results}

            """
        );
    }

    public Workspace Files { get; } = new();

    /// <summary>What the program was called with, a line a call.</summary>
    public IReadOnlyList<string> Calls =>
        Files.Has("calls.txt") ? File.ReadAllLines(Files["calls.txt"]) : [];

    /// <summary>Rows of a run's progress.csv, without the header; no field of these tests is quoted.</summary>
    public IReadOnlyList<string[]> Rows(string run)
    {
        var lines = File.ReadAllLines(Files[$"runs/eval/{run}/progress.csv"]);
        Assert.Equal(
            "timestamp,model_size,revision,layer,task,status,elapsed_sec,output_dir,error",
            lines[0]
        );
        return [.. lines.Skip(1).Select(line => line.Split(','))];
    }

    /// <summary>Runs target Evaluate.</summary>
    public Task<HostResult> RunAsync(params string[] args) => Start([], args).EndAsync();

    /// <summary>Starts target Evaluate with additional variables.</summary>
    public RunningHost Start(Dictionary<string, string> environment, params string[] args) =>
        Files.Start(environment, ["--target=Evaluate", .. args]);

    public void Dispose() => Files.Dispose();
}
