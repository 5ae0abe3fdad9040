namespace Sluice.Slurm.Queue;

/// <summary>What <c>scontrol --oneliner show job</c> prints. Pure.</summary>
internal static class ScontrolOutput
{
    private const string Name = "JobName=";

    /// <summary>The job's name; null where it is not said. Ours have no blanks.</summary>
    public static string? NameOf(string text) =>
        text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(word => word.StartsWith(Name, StringComparison.Ordinal))
            ?[Name.Length..];
}
