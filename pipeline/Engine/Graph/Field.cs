using System.Globalization;

namespace Sluice.Engine.Graph;

/// <summary>
/// A value that a stage hands to its worker through the plan: its key, and its text in it. A worker's
/// fields stand together in its folder; the stage writes by them and the worker reads by them, so
/// that nothing is spelled twice.
/// </summary>
/// <typeparam name="T">What it is in code.</typeparam>
/// <param name="key">In the plan and in every fingerprint: another key makes everything stale.</param>
/// <param name="write">Its text; the same value has the same text on every machine.</param>
/// <param name="read">From its text.</param>
public sealed class Field<T>(string key, Func<T, string> write, Func<string, T> read)
{
    /// <summary>In the plan.</summary>
    public string Key => key;

    /// <summary>The pair that says so.</summary>
    public KeyValuePair<string, string> Is(T value) => new(key, write(value));

    /// <summary>Reads it.</summary>
    /// <param name="values">Parameters or options of a plan.</param>
    /// <param name="whose">For errors, e.g. <c>Train, unit gloss-lm</c>.</param>
    /// <exception cref="UserError">It is not there, or is not what this version writes.</exception>
    public T In(IReadOnlyDictionary<string, string> values, string whose = "the plan")
    {
        if (!values.TryGetValue(key, out var text))
            throw new UserError($"{whose}: no `{key}` in the plan; {Remedy}");
        try
        {
            return read(text);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            throw new UserError(
                $"{whose}: `{key}` in the plan is '{ShownText.Short(text)}', which this version does not read; {Remedy}"
            );
        }
    }

    private const string Remedy = "it was made by another version, run the stage again";
}

/// <summary>Fields of the usual kinds; numbers are written the invariant way.</summary>
public static class Field
{
    /// <summary>Any text.</summary>
    public static Field<string> Text(string key) => new(key, text => text, text => text);

    /// <summary>A text where an empty one means none.</summary>
    public static Field<string?> OptionalText(string key) =>
        new(key, text => text ?? "", text => text.Length > 0 ? text : null);

    /// <summary>A whole number of 32 bits.</summary>
    public static Field<int> Whole(string key) =>
        new(
            key,
            number => number.ToString(CultureInfo.InvariantCulture),
            text => int.Parse(text, CultureInfo.InvariantCulture)
        );

    /// <summary>A whole number of 64 bits.</summary>
    public static Field<long> Long(string key) =>
        new(
            key,
            number => number.ToString(CultureInfo.InvariantCulture),
            text => long.Parse(text, CultureInfo.InvariantCulture)
        );

    /// <summary>A number, in the fewest digits that give it back.</summary>
    public static Field<double> Number(string key) =>
        new(
            key,
            number => number.ToString(CultureInfo.InvariantCulture),
            text => double.Parse(text, CultureInfo.InvariantCulture)
        );

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static Field<bool> Flag(string key) => Either(key, "true", "false");

    /// <summary>One of two words.</summary>
    public static Field<bool> Either(string key, string yes, string no) =>
        new(
            key,
            flag => flag ? yes : no,
            text =>
                text == yes ? true
                : text == no ? false
                : throw new FormatException()
        );

    /// <summary>One of a few, by its name as code has it.</summary>
    public static Field<T> Choice<T>(string key)
        where T : struct, Enum => Named<T>(key, name => name);

    /// <summary>One of a few, by its name in small letters.</summary>
    public static Field<T> SmallChoice<T>(string key)
        where T : struct, Enum => Named<T>(key, name => name.ToLowerInvariant());

    /// <summary>Texts that are not empty, without the character between them.</summary>
    public static Field<IReadOnlyList<string>> List(string key, char between) =>
        new(
            key,
            items => string.Join(between, items),
            text => text.Length == 0 ? [] : text.Split(between)
        );

    private static Field<T> Named<T>(string key, Func<string, string> written)
        where T : struct, Enum =>
        new(
            key,
            choice => written(choice.ToString()),
            // By its names alone: Enum.Parse takes numbers too.
            text =>
                Enum.GetValues<T>()
                    .Where(choice => written(choice.ToString()) == text)
                    .Select(choice => (T?)choice)
                    .FirstOrDefault()
                ?? throw new FormatException()
        );
}
