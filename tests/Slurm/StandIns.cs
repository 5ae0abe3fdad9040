using Sluice.Slurm.Queue;
using Sluice.Tests.Support;

namespace Sluice.Tests.Slurm;

/// <summary>Commands of Slurm that answer as a test says and note how they were called.</summary>
internal sealed class StandIns
{
    private readonly string _folder;

    /// <summary>A folder of them within a workspace; none at first.</summary>
    public StandIns(Workspace workspace) =>
        _folder = Directory.CreateDirectory(workspace["bin"]).FullName;

    /// <summary>Slurm's commands as these are.</summary>
    public SlurmTools Tools => new(_folder);

    /// <summary>A PATH with these first.</summary>
    public string Path => $"{_folder}:/usr/bin:/bin";

    /// <summary>How they were called, in order, with their arguments.</summary>
    public IReadOnlyList<string> Calls =>
        File.Exists(this["calls"]) ? File.ReadAllLines(this["calls"]) : [];

    /// <summary>A file beside them.</summary>
    public string this[string file] => System.IO.Path.Combine(_folder, file);

    /// <summary>A command from now on.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="answer">Lines of bash; see stand-in.sh.</param>
    public StandIns With(string name, string answer)
    {
        File.WriteAllText(this[$"{name}.answer"], answer + "\n");
        // A link: a program that was just written may still be open for writing in a child of some
        // other test, and cannot be started then.
        if (!File.Exists(this[name]))
            File.CreateSymbolicLink(
                this[name],
                System.IO.Path.Combine(Repository.Root, "tests/Slurm/stand-in.sh")
            );
        return this;
    }

    /// <summary>How often a command was called.</summary>
    public int Count(string name) => Calls.Count(call => call.StartsWith($"{name} "));
}
