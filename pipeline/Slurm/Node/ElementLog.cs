using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Slurm.Node;

/// <summary>Opens the log of an element's shard, to which all its lives append.</summary>
internal static class ElementLog
{
    /// <summary>Opens it; where that fails, the log goes to the job's own output.</summary>
    public static TextWriter Open(Plan plan, Shard shard)
    {
        var file = ShardLog.PathOf(plan.Stage, shard);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return TextWriter.Synchronized(
                new LossyWriter(
                    new StreamWriter(
                        new FileStream(
                            file,
                            FileMode.Append,
                            FileAccess.Write,
                            FileShare.ReadWrite | FileShare.Delete
                        )
                    )
                    {
                        AutoFlush = true,
                    }
                )
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{file}: {e.Message}; the log goes to the job's output");
            return TextWriter.Synchronized(Console.Out);
        }
    }
}
