using System.Text.Json;

namespace Sluice.Tasks.Develop;

/// <summary>What became of the mutants, from Stryker's JSON report. Those that do not compile or were left out do not count.</summary>
/// <param name="Killed">Noticed by a test, or by its time running out.</param>
/// <param name="Survivors">Not noticed: file, line, and what was changed to what.</param>
public sealed record MutationReport(int Killed, IReadOnlyList<string> Survivors)
{
    public static MutationReport Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var root = json.RootElement;
        var project = root.TryGetProperty("projectRoot", out var at) ? at.GetString()! : "";
        var killed = 0;
        var survivors = new List<string>();
        foreach (var source in root.GetProperty("files").EnumerateObject())
        foreach (var mutant in source.Value.GetProperty("mutants").EnumerateArray())
            switch (mutant.GetProperty("status").GetString())
            {
                case "Killed" or "Timeout":
                    killed++;
                    break;
                case "Survived" or "NoCoverage":
                    survivors.Add(Describe(Path.GetRelativePath(project, source.Name), mutant));
                    break;
            }
        return new MutationReport(killed, survivors);
    }

    /// <summary>"N % killed", and of how many.</summary>
    public override string ToString()
    {
        var all = Killed + Survivors.Count;
        return all == 0
            ? "no mutants"
            : string.Create(
                null,
                $"{100.0 * Killed / all:0.0} % killed ({Killed} of {all} mutants)"
            );
    }

    private static string Describe(string file, JsonElement mutant)
    {
        var line = mutant.GetProperty("location").GetProperty("start").GetProperty("line");
        var change = mutant.TryGetProperty("replacement", out var text) ? text.GetString()! : "";
        var reached =
            mutant.GetProperty("status").GetString() == "NoCoverage" ? ", reached by no test" : "";
        return $"{file}:{line}: {mutant.GetProperty("mutatorName").GetString()}{reached}: {change.ReplaceLineEndings(" ")}";
    }
}
