using Sluice.Slurm.Queue;

namespace Sluice.Tests.Slurm.Simulation;

/// <summary>Slurm's commands as one process calls them, with all that can become of a question and of its answer.</summary>
/// <param name="answers">What the controller says.</param>
/// <param name="time">Passes meanwhile.</param>
/// <param name="random">Decides what goes wrong.</param>
/// <param name="trouble">What may.</param>
internal sealed class VirtualCommands(
    VirtualAnswers answers,
    VirtualTime time,
    Random random,
    Func<Trouble> trouble
) : ISlurmCommands
{
    // What one look asks for again is answered in the end: more empty answers than this in a row are
    // taken for the truth, and may be.
    private const int MostEmpty = 4;
    private const int MostCut = 2;
    private const int LeastWhole = 6;

    private TimeSpan _awayUntil;
    private int _empty;
    private int _cut;
    private int _whole = LeastWhole;

    /// <summary>How often each was called.</summary>
    public Dictionary<string, int> Calls { get; } = [];

    /// <summary>Calls after which the process is dead; null for a long life.</summary>
    public int? DiesAt { get; set; }

    /// <summary>A program within whose first call the process dies: after it did what it was asked, before, or (null) so that it never does.</summary>
    public (string Program, bool? IsDone)? DiesIn { get; set; }

    /// <summary>Lets the next answers of squeue be without a job.</summary>
    public void Empty(int answers) => (_empty, _whole) = (answers, 0);

    /// <summary>What squeue says besides.</summary>
    public string Banner { get; set; } = "";

    /// <summary>Whether the controller does not answer this process.</summary>
    public bool IsAway { get; set; }

    public bool Has(string program) => true;

    public async Task<ToolResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        params (string Name, string Value)[] variables
    )
    {
        var asked = arguments.ToList();
        Calls[program] = Calls.GetValueOrDefault(program) + 1;
        answers.Called(program, asked);
        if (DiesIn is { } end && end.Program == program)
            return DieIn(program, asked, end.IsDone);
        if (--DiesAt < 0)
            return Die(program, asked);
        await Latency();
        var answer = Answer(program, asked);
        await Latency();
        return DiesAt == 0 && random.Next(2) == 0 ? throw new Killed() : answer;
    }

    private Task Latency() => Task.Delay(TimeSpan.FromMilliseconds(1 + random.Next(400)), time);

    private bool Has(Trouble what, int oneIn) => trouble().HasFlag(what) && random.Next(oneIn) == 0;

    // What it has asked for may still be done: sbatch outlives whoever started it.
    private ToolResult Die(string program, List<string> asked)
    {
        if (random.Next(2) == 0)
            time.In(TimeSpan.FromMilliseconds(random.Next(8000)), () => answers.Of(program, asked));
        throw new Killed();
    }

    private ToolResult DieIn(string program, List<string> asked, bool? isDone)
    {
        if (isDone is { } done)
            time.In(TimeSpan.FromSeconds(done ? 0 : 4), () => answers.Of(program, asked));
        throw new Killed();
    }

    private ToolResult Answer(string program, List<string> asked)
    {
        if (Has(Trouble.Away, 25))
            _awayUntil = time.Now + TimeSpan.FromSeconds(random.Next(40));
        // A moment after somebody has looked.
        if (program == "scancel" && Has(Trouble.LostState, 4))
            answers.LoseState();
        if (IsAway || time.Now < _awayUntil)
            return Away(program);
        if (program is "sbatch" or "scancel" && Has(Trouble.LostAnswers, 4))
            return Lost(program, asked);
        var answer = answers.Of(program, asked);
        return program == "squeue" ? Cut(answer with { Out = answer.Out + Banner }) : answer;
    }

    private static ToolResult Away(string program) =>
        new(
            1,
            "",
            program == "squeue"
                ? "slurm_load_jobs error: Unable to contact slurm controller (connect failure)"
                : $"{program}: error: Unable to contact slurm controller (connect failure)"
        );

    private ToolResult Lost(string program, List<string> asked)
    {
        if (random.Next(3) == 0)
            time.In(TimeSpan.FromMilliseconds(random.Next(1500)), () => answers.Of(program, asked));
        else if (random.Next(3) > 0)
            answers.Of(program, asked);
        return random.Next(3) switch
        {
            0 => new(137, "", ""),
            1 => new(255, "", $"{program} gave no answer within 100 s: timed out"),
            _ => new(1, "", $"{program}: error: Socket timed out on send/recv operation"),
        };
    }

    // Some answers without a job, or with half of them: never so many in a row that a look which asks
    // again and again sees no other.
    private ToolResult Cut(ToolResult answer)
    {
        if (_empty + _cut == 0 && _whole >= LeastWhole && Has(Trouble.CutAnswers, 6))
        {
            (_empty, _cut) =
                random.Next(2) == 0
                    ? (1 + random.Next(MostEmpty), 0)
                    : (0, 1 + random.Next(MostCut));
            _whole = 0;
        }
        if (_empty > 0)
        {
            _empty--;
            return random.Next(2) == 0
                ? new(0, "", "")
                : new(
                    0,
                    "",
                    "squeue: error: slurm_receive_msg: Zero Bytes were transmitted or received"
                );
        }
        if (_cut > 0)
        {
            _cut--;
            return new(0, answer.Out[..random.Next(answer.Out.Length + 1)], "");
        }
        _whole++;
        return answer;
    }
}
