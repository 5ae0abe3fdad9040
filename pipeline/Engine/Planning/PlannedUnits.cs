using Microsoft.Win32.SafeHandles;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Planning;

/// <summary>
/// The units of a plan file, read by the block. The last blocks asked for are kept, so that workers
/// that go through a million units do not hold a million. For several threads.
/// </summary>
internal sealed class PlannedUnits(
    string path,
    SafeFileHandle file,
    PlanBlock[] blocks,
    int count,
    Stage stage
)
{
    /// <summary>Blocks that are kept: workers go through a plan in windows of as many units.</summary>
    internal const int Kept = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, PlannedUnit[]> _read = [];
    private readonly Queue<int> _order = new();
    private PlannedUnit[]? _all;

    /// <summary>All units in the stage's order.</summary>
    public PlannedUnit[] All
    {
        get
        {
            lock (_gate)
                return _all ??= ReadAll();
        }
    }

    /// <summary>The unit that was written as the i-th: those that run come first.</summary>
    public PlannedUnit Written(int i)
    {
        lock (_gate)
            return Block(i / PlanFile.BlockSize)[i % PlanFile.BlockSize];
    }

    private PlannedUnit[] Block(int block)
    {
        if (_read.TryGetValue(block, out var units))
            return units;
        units = [.. Read(block).Select(u => u.Unit)];
        if (_order.Count >= Kept)
            _read.Remove(_order.Dequeue());
        _order.Enqueue(block);
        return _read[block] = units;
    }

    private PlannedUnit[] ReadAll()
    {
        var all = new PlannedUnit[count];
        for (var block = 0; block < blocks.Length; block++)
            foreach (var (unit, position) in Read(block))
                all[position] = unit;
        return !Array.Exists(all, unit => unit is null)
            ? all
            : throw PlanFile.Damaged(path, new FormatException("a unit is missing"));
    }

    private List<(PlannedUnit Unit, int Position)> Read(int block)
    {
        try
        {
            var (offset, length, checksum) = blocks[block];
            var expected = Math.Min(PlanFile.BlockSize, count - block * PlanFile.BlockSize);
            if (offset < 0 || length < 0 || offset + length > RandomAccess.GetLength(file))
                throw new FormatException("a block lies outside");
            var bytes = new byte[length];
            if (!BaseTables.Fill(file, bytes, offset) || Crc32C.Of(bytes) != checksum)
                throw new FormatException("a block's checksum is wrong");
            var units = PlannedUnitCodec.Decode(bytes, expected, stage);
            if (units.Exists(u => (uint)u.Position >= (uint)count))
                throw new FormatException("a unit is out of place");
            return units;
        }
        catch (Exception e) when (PlanFile.IsDamage(e))
        {
            throw PlanFile.Damaged(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(
                $"{path}: the plan cannot be read ({e.Message}); run the stage again"
            );
        }
    }
}
