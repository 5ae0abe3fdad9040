namespace Sluice.Workers.Augmentation.Methods.External;

/// <summary>Passes a program's stderr on line by line and keeps the last lines for error messages. Thread-safe.</summary>
internal sealed class StderrTail(string id, TextWriter log)
{
    private const int Kept = 5;
    private readonly Queue<string> _lines = new();

    /// <param name="line">Null at the end of the stream.</param>
    public void Add(string? line)
    {
        if (line is null)
            return;
        log.WriteLine($"{id}: {line}");
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
                _lines.Dequeue();
        }
    }

    /// <summary>"its last stderr: a | b", or that there was none.</summary>
    public override string ToString()
    {
        lock (_lines)
        {
            return _lines.Count == 0
                ? "it wrote nothing on stderr"
                : "its last stderr: " + string.Join(" | ", _lines);
        }
    }
}
