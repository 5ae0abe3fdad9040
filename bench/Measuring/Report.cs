using System.Globalization;

namespace Sluice.Bench.Measuring;

/// <summary>What a benchmark prints, kept for its file.</summary>
public sealed class Report(TextWriter console)
{
    private readonly List<string> _lines = [];

    /// <summary>A line of text.</summary>
    public void Line(string text)
    {
        console.WriteLine(text);
        _lines.Add(text);
    }

    /// <summary>A contestant's times, and what they come to.</summary>
    /// <param name="timing">The times.</param>
    /// <param name="note">E.g. a rate; empty for none.</param>
    public void Time(Timing timing, string note = "") =>
        Line(
            $"  {timing.Name, -34}{Text(timing.Median), 10}   ({Text(timing.Least)} to {Text(timing.Most)}, {timing.Seconds.Count} runs){(note.Length > 0 ? $"  {note}" : "")}"
        );

    /// <summary>Ours divided by the other's: below 1 is faster.</summary>
    public void Ratio(string ours, double ourSeconds, string other, double otherSeconds) =>
        Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"ratio {ourSeconds / otherSeconds:0.###}  {ours} ÷ {other}"
            )
        );

    /// <summary>The same of two contestants.</summary>
    public void Ratio(Timing ours, Timing other) =>
        Ratio(ours.Name, ours.Median, other.Name, other.Median);

    /// <summary>Ours against each peer, the fastest last.</summary>
    public void AgainstPeers(Timing ours, IReadOnlyList<Timing> peers)
    {
        if (peers.Count == 0)
            Line("  no peer is here: no ratio");
        foreach (var peer in peers.OrderByDescending(p => p.Median))
            Ratio(ours, peer);
    }

    /// <summary>Ours divided by a bar set beforehand.</summary>
    public void Bar(string ours, double ourSeconds, double barSeconds) =>
        Ratio(ours, ourSeconds, $"the bar of {Text(barSeconds)}", barSeconds);

    /// <summary>Writes all lines to a file under a heading.</summary>
    public void Save(string file, string heading)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllLines(file, [heading, "", .. _lines]);
        console.WriteLine(
            $"Written to {Path.GetRelativePath(Directory.GetCurrentDirectory(), file)}"
        );
    }

    /// <summary>A time in the unit that suits it.</summary>
    public static string Text(double seconds) =>
        seconds switch
        {
            >= 10 => Invariant($"{seconds:0.0} s"),
            >= 1 => Invariant($"{seconds:0.00} s"),
            >= 0.1 => Invariant($"{seconds * 1e3:0} ms"),
            >= 0.001 => Invariant($"{seconds * 1e3:0.0} ms"),
            _ => Invariant($"{seconds * 1e6:0.0} µs"),
        };

    /// <summary>A rate, e.g. "164,000 rows/s".</summary>
    public static string Rate(double count, double seconds, string what) =>
        Invariant($"{count / seconds:N0} {what}/s");

    private static string Invariant(FormattableString text) =>
        text.ToString(CultureInfo.InvariantCulture);
}
