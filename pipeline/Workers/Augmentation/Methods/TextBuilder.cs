namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Builds one text in stack space first, so that a usual sentence costs no allocation but its result.</summary>
internal ref struct TextBuilder(Span<char> buffer)
{
    /// <summary>UTF-16 units a caller should give stack space for.</summary>
    public const int UsualLength = 512;

    private Span<char> _buffer = buffer;

    public int Length { get; private set; }

    /// <summary>What was written from a position on, to be changed in place.</summary>
    public readonly Span<char> WrittenFrom(int start) => _buffer[start..Length];

    public void Append(char value)
    {
        if (Length == _buffer.Length)
            Grow(1);
        _buffer[Length++] = value;
    }

    public void Append(scoped ReadOnlySpan<char> value)
    {
        if (value.Length > _buffer.Length - Length)
            Grow(value.Length);
        value.CopyTo(_buffer[Length..]);
        Length += value.Length;
    }

    public override readonly string ToString() => _buffer[..Length].ToString();

    private void Grow(int more)
    {
        var larger = new char[Math.Max(_buffer.Length * 2, Length + more)];
        _buffer[..Length].CopyTo(larger);
        _buffer = larger;
    }
}
