namespace Sluice.Workers.Sweep;

/// <summary>Names in a sweep: which are allowed, which are there already. Pure.</summary>
internal static class SweepNames
{
    /// <summary>How names of axes, values, stages and rules are spelled.</summary>
    public const string Form = "a name of letters, digits and _";

    /// <summary>What the engine and the stage fill in themselves.</summary>
    public static IReadOnlyList<string> Own { get; } =
    ["input", "inputs", "output", "outputs", "key", "workspace", "home"];

    public static bool IsName(string name) =>
        name.Length is > 0 and <= 60 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>Whether a placeholder is one that is filled in when a unit runs.</summary>
    public static bool IsOwn(string name) => IsOwn(name, Own);

    /// <summary>The same of some of them; <c>output.2</c> goes with <c>output</c>.</summary>
    public static bool IsOwn(string name, IReadOnlyList<string> own) =>
        own.Contains(name) || NumberedOf(name) is var (of, _) && own.Contains(of);

    /// <summary>Of <c>output.2</c> the name and the number; null for others.</summary>
    public static (string Of, int Index)? NumberedOf(string name) =>
        name.Split('.', 2) is ["input" or "output", var index]
        && index.Length is > 0 and < 7
        && index.All(char.IsAsciiDigit)
            ? (name[..name.IndexOf('.')], int.Parse(index))
            : null;

    /// <summary>Whether a name is one of these, or a part of a path that is.</summary>
    public static bool IsOf(string name, IReadOnlyList<string> names) =>
        names.Contains(name)
        || name.LastIndexOf('.') is > 0 and var dot
            && name[(dot + 1)..] is "stem" or "name" or "folder"
            && names.Contains(name[..dot]);
}
