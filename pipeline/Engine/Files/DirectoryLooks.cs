namespace Sluice.Engine.Files;

/// <summary>
/// Looks at files one after the other, relative to their directory where several files of one
/// directory come close together. For one thread.
/// </summary>
internal sealed class DirectoryLooks(OpenDirectories directories)
{
    // Opening pays from about the third file on.
    private const int Unopened = 2;
    private const int Slots = 8;

    private readonly Slot[] _slots = [.. Enumerable.Range(0, Slots).Select(_ => new Slot())];
    private int _last;
    private int _next;

    /// <summary>The identity of a regular file, following links; null when there is none.</summary>
    /// <param name="root">Absolute directory, the same object from call to call; empty when the path is absolute.</param>
    /// <param name="path">Below it.</param>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public FileIdentity? Look(string root, string path)
    {
        var cut = path.LastIndexOf('/');
        // In the file system's root itself, or with nothing after the slash: no directory to hold open.
        if (cut == path.Length - 1 || (cut <= 0 && root.Length == 0))
            return FileIdentity.Of(Path.Combine(root, path));
        var slot = SlotOf(root, path.AsSpan(0, Math.Max(cut, 0)));
        if (slot.Descriptor < 0)
        {
            if (slot.Misses)
                return FileIdentity.Of(Path.Combine(root, path));
            if (slot.Uses++ < Unopened)
                return FileIdentity.Of(Path.Combine(root, path));
            slot.Descriptor = directories.Open(Path.Combine(root, slot.Directory));
            slot.Misses = slot.Descriptor < 0;
            if (slot.Misses)
                return FileIdentity.Of(Path.Combine(root, path));
        }
        return FileIdentity.Look(slot.Descriptor, path.AsSpan(cut + 1)) is { IsRegular: true } e
            ? e.Id
            : null;
    }

    private Slot SlotOf(string root, ReadOnlySpan<char> directory)
    {
        for (var i = 0; i < Slots; i++)
        {
            // Inputs and outputs take turns: the slot after the last is the likeliest.
            var slot = _slots[(_last + 1 + i) % Slots];
            if (ReferenceEquals(slot.Root, root) && directory.SequenceEqual(slot.Directory))
            {
                _last = (_last + 1 + i) % Slots;
                return slot;
            }
        }
        _last = _next;
        _next = (_next + 1) % Slots;
        var taken = _slots[_last];
        taken.Root = root;
        taken.Directory = directory.ToString();
        taken.Descriptor = OpenDirectories.None;
        taken.Misses = false;
        taken.Uses = 0;
        return taken;
    }

    private sealed class Slot
    {
        public string? Root;
        public string Directory = "";
        public int Descriptor = OpenDirectories.None;
        public bool Misses;
        public int Uses;
    }
}
