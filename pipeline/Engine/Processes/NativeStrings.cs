using System.Runtime.InteropServices;

namespace Sluice.Engine.Processes;

/// <summary>A null-terminated array of C strings, as argv and envp are.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly nint[] _owned;

    /// <summary>Of strings alone, or of strings behind others that are kept elsewhere.</summary>
    public NativeStrings(IReadOnlyCollection<string> items, IReadOnlyList<nint>? shared = null)
    {
        var sharedCount = shared?.Count ?? 0;
        _owned = [.. items.Select(Marshal.StringToCoTaskMemUTF8)];
        Pointer = (byte**)
            NativeMemory.Alloc((nuint)(sharedCount + _owned.Length + 1), (nuint)sizeof(byte*));
        for (var i = 0; i < sharedCount; i++)
            Pointer[i] = (byte*)shared![i];
        for (var i = 0; i < _owned.Length; i++)
            Pointer[sharedCount + i] = (byte*)_owned[i];
        Pointer[sharedCount + _owned.Length] = null;
    }

    public byte** Pointer { get; }

    /// <summary>The strings it keeps.</summary>
    public IReadOnlyList<nint> Owned => _owned;

    public void Dispose()
    {
        foreach (var item in _owned)
            Marshal.FreeCoTaskMem(item);
        NativeMemory.Free(Pointer);
    }
}
