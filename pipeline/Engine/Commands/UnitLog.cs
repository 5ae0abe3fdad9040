using Sluice.Engine.Files;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Commands;

/// <summary>
/// What one command prints. Nothing here ends the work: what cannot be put away stays where it is.
/// </summary>
internal sealed class UnitLog(UnitLogs logs, Stage stage, string unit, string path)
{
    /// <summary>Texts longer than this are kept as files.</summary>
    internal const long Longest = 4 << 20;

    private readonly Lock _gate = new();
    private string _path = path;
    private bool _isKept;

    /// <summary>Where the command is to print; it may be renamed while the command runs.</summary>
    public string Path { get; } = path;

    /// <summary>Gives the file the unit's name, so that it can be followed.</summary>
    public void ShowUnit()
    {
        lock (_gate)
            if (!_isKept)
                TryMoveTo("running");
    }

    /// <summary>The text so far, its last bytes.</summary>
    public byte[] Tail(int most)
    {
        lock (_gate)
            try
            {
                using var file = Disk.OpenRead(_path);
                var length = RandomAccess.GetLength(file);
                var bytes = new byte[Math.Min(most, length)];
                return bytes[..RandomAccess.Read(file, bytes, length - bytes.Length)];
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return [];
            }
    }

    /// <summary>Puts the text away.</summary>
    /// <param name="how">How the command ended, in words.</param>
    /// <returns>Where it is now, as people see it: a file, or a pack and the line of its header.</returns>
    public string Keep(string how)
    {
        lock (_gate)
        {
            _isKept = true;
            try
            {
                return stage.Shown(Put(how));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return stage.Shown(_path);
            }
        }
    }

    private string Put(string how)
    {
        var size = FileIdentity.Of(_path)?.Size ?? 0;
        if (size > Longest)
        {
            TryMoveTo("units");
            logs.Return(Path);
            return _path;
        }
        var where = logs.Pack(unit, how, size > 0 ? Disk.ReadAllBytes(_path) : []);
        if (size > 0 || _path != Path)
            Disk.Delete(_path);
        logs.Return(Path);
        return where;
    }

    private void TryMoveTo(string folder)
    {
        var named = System.IO.Path.Combine(stage.LogDirectory, folder, UnitLogs.FileName(unit));
        try
        {
            Disk.MakeDirectories(System.IO.Path.GetDirectoryName(named)!);
            if (Disk.TryRename(_path, named) == 0)
                _path = named;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It keeps its name.
        }
    }
}
