using System.Globalization;
using System.Text;
using Sluice.Engine;
using Sluice.Engine.Jobs;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Submit;

/// <summary>The script of a job array, exactly as it is submitted. Pure.</summary>
internal static class SbatchScript
{
    private static readonly TimeSpan s_mostLead = TimeSpan.FromMinutes(2);

    /// <summary>Writes it.</summary>
    /// <param name="array">Which elements.</param>
    /// <param name="job">What they ask for, of this attempt.</param>
    /// <param name="paths">The run's.</param>
    /// <param name="workspace">Where jobs run.</param>
    /// <param name="host">The executable that jobs start: a .dll for dotnet, else a program.</param>
    /// <param name="dotnet">Where dotnet lies on this machine, for nodes without it in PATH.</param>
    /// <exception cref="UserError">A path cannot stand in a script.</exception>
    public static string Of(
        ArrayJob array,
        JobSettings job,
        RunPaths paths,
        string workspace,
        string host,
        string dotnet
    )
    {
        if (workspace.Contains('\\'))
            throw new UserError(
                $"{ShownText.Of(workspace)}: Slurm does not write to files below a directory with a backslash in its name; rename the directory"
            );
        if (workspace.Contains(':'))
            throw new UserError(
                $"{ShownText.Of(workspace)}: .NET does not start from below a directory with a colon in its name, and jobs do; rename the directory"
            );
        var script = new StringBuilder("#!/bin/bash\n");
        foreach (var (name, value) in Options(array, job, paths, workspace))
            script.Append(
                value is null ? $"#SBATCH --{name}\n" : $"#SBATCH --{name}={Quoted(value)}\n"
            );
        foreach (var option in job.Extra ?? [])
            script.Append(
                option.Split('=', 2) is [var name, var value]
                    ? $"#SBATCH {name}={Quoted(value)}\n"
                    : $"#SBATCH {option}\n"
            );
        script.Append('\n').Append(Warning(array, paths));
        foreach (var line in job.Setup ?? [])
            script.Append(line).Append('\n');
        var isDll = host.EndsWith(".dll", StringComparison.Ordinal);
        var inContainer = job.Launcher is { Count: > 0 };
        if (isDll && !inContainer)
            script.Append(
                $$"""
                dotnet=$(command -v dotnet) || dotnet={{ShownText.ShellWord(dotnet)}}
                if [ ! -x "$dotnet" ]; then
                  echo "sluice: no dotnet on $(hostname): load it in slurm.setup, or submit with ./build.sh --self-contained" >&2
                  exit 3
                fi

                """
            );
        if (job.Tasks > 1)
        {
            // What setup has exported is the tasks' too, whatever the job was submitted with.
            script.Append(
                CultureInfo.InvariantCulture,
                $"trap : TERM\nsrun --ntasks={job.Tasks} --kill-on-bad-exit=0 --export=ALL"
            );
            // Since Slurm 22.05 srun does not take it over from the job.
            if (job.Cpus is { } cpus)
                script.Append(CultureInfo.InvariantCulture, $" --cpus-per-task={cpus}");
        }
        else
            // The worker listens itself; until it does, the signal must not end it.
            script.Append("trap '' USR1\nexec");
        foreach (var word in job.Launcher ?? [])
            script.Append(' ').Append(ShownText.ShellWord(word));
        if (isDll)
            script.Append(inContainer ? " dotnet" : " \"$dotnet\"");
        script
            .Append(' ')
            .Append(ShownText.ShellWord(host))
            .Append(" worker --run ")
            .Append(ShownText.ShellWord(paths.Root))
            .Append($" --array {array.Label}");
        return script.Append(job.Tasks > 1 ? Waiting : "\n").ToString();
    }

    // It waits on when a signal interrupts it: to end in time is the tasks' affair, who get it too.
    private const string Waiting = """
         &
        tasks=$!
        until wait "$tasks"; code=$?; ! kill -0 "$tasks" 2>/dev/null; do :; done
        exit "$code"

        """;

    // The warning may come while the script is at its setup, which it would end. And a signal to a step
    // reaches all processes of all its tasks, and would end the units: the script takes it and tells the
    // tasks by a file. What an earlier life of the same name has left says nothing of this one.
    private static string Warning(ArrayJob array, RunPaths paths) =>
        $$"""
            sluice_life={{ShownText.ShellWord(
                paths.LivesOf(array.Label)
            )}}.$SLURM_ARRAY_TASK_ID.${SLURM_RESTART_COUNT:-0}
            rm -f "$sluice_life".*
            trap ': >"$sluice_life.warned"' USR1

            """;

    /// <summary>
    /// How long before its time limit a job is told: what was set, else two minutes, but at most a
    /// quarter of the limit.
    /// </summary>
    public static TimeSpan LeadOf(JobSettings job) =>
        job.Lead
        ?? (
            job.Time is not null && SlurmTime.Parse(job.Time) is { } limit && limit / 4 < s_mostLead
                ? limit / 4
                : s_mostLead
        );

    private static IEnumerable<(string Name, string? Value)> Options(
        ArrayJob array,
        JobSettings job,
        RunPaths paths,
        string workspace
    )
    {
        var throttle = array.Throttle > 0 ? $"%{array.Throttle}" : "";
        yield return ("job-name", array.JobName);
        yield return ("array", $"0-{array.Elements - 1}{throttle}");
        (string, string?)[] asked =
        [
            ("partition", job.Partition),
            ("account", job.Account),
            ("qos", job.Qos),
            ("time", job.Time is null ? null : SlurmTime.Format(SlurmTime.Parse(job.Time)!.Value)),
            ("mem", job.Mem),
            ("ntasks", job.Tasks > 1 ? $"{job.Tasks}" : null),
            ("cpus-per-task", job.Cpus is null ? null : $"{job.Cpus}"),
            ("gres", job.Gres),
            ("gpus", job.Gpus),
            ("constraint", job.Constraint),
            ("nodelist", job.Nodelist),
            ("exclude", job.Exclude),
        ];
        foreach (var (name, value) in asked)
            if (value is not null)
                yield return (name, value);
        yield return ("chdir", workspace);
        yield return (
            "output",
            paths.Output(array.Label, "\0a").Replace("%", "%%").Replace('\0', '%')
        );
        yield return ("open-mode", "append");
        yield return ("requeue", null);
        // To the batch script alone, which is the worker, or waits for its tasks.
        yield return ("signal", $"B:USR1@{Math.Max(1, (int)LeadOf(job).TotalSeconds)}");
    }

    // What sbatch reads of an #SBATCH line: words, double quotes, backslash escapes.
    private static string Quoted(string value)
    {
        if (value.AsSpan().IndexOfAny("\n\r\0") >= 0)
            throw new UserError(
                $"{ShownText.Of(value)}: a line break cannot stand in a job script; rename the directory"
            );
        return value.AsSpan().IndexOfAny(" \t\"'\\#") < 0
            ? value
            : $"\"{value.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
    }
}
