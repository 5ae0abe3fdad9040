using System.Collections;

namespace Sluice.Engine.Planning;

/// <summary>A list whose items are looked up when they are asked for.</summary>
internal sealed class ViewList<T>(int count, Func<int, T> item) : IReadOnlyList<T>
{
    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public T this[int index] =>
        (uint)index < (uint)count
            ? item(index)
            : throw new ArgumentOutOfRangeException(nameof(index));

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0; i < count; i++)
            yield return item(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
