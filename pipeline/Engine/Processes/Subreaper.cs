using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Sluice.Engine.Files;

namespace Sluice.Engine.Processes;

/// <summary>
/// Makes this process the parent of whatever its commands leave behind, and ends it with them: also
/// what left its command's process group by <c>setsid</c>, which a kill of the group does not reach.
/// </summary>
/// <remarks>
/// Whose an orphan is cannot be known where several commands run at once: it is ended when all have
/// ended that ran when it was first seen. Processes that .NET started stay in this process's group
/// and are not touched. See prctl(2), PR_SET_CHILD_SUBREAPER.
/// </remarks>
public static partial class Subreaper
{
    private const int SetChildSubreaper = 36;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    // Starting shares it, looking has it alone: a command is never seen before it is known.
    private static readonly ReaderWriterLockSlim s_gate = new();
    private static readonly HashSet<int> s_running = [];
    private static readonly Dictionary<int, HashSet<int>> s_orphans = [];
    private static string? s_children;
    private static SafeFileHandle? s_childrenFile;
    private static int s_orphanCount;
    private static int s_group;

    /// <summary>From now on, as far as the system can.</summary>
    public static void Begin()
    {
        var children = string.Create(
            CultureInfo.InvariantCulture,
            $"/proc/self/task/{Environment.ProcessId}/children"
        );
        if (File.Exists(children) && Control(SetChildSubreaper, 1, 0, 0, 0) == 0)
        {
            s_group = GroupOf(Environment.ProcessId) ?? 0;
            s_childrenFile = File.OpenHandle(children);
            s_children = children;
        }
    }

    /// <summary>Ends every orphan that is left; for a worker that has done with its commands.</summary>
    public static void End()
    {
        if (s_children is not null)
            Look(orphans => orphans.Clear());
    }

    /// <summary>Starts a command, which is then known as one.</summary>
    internal static int Started(Func<int> start)
    {
        if (s_children is null)
            return start();
        s_gate.EnterReadLock();
        try
        {
            var pid = start();
            lock (s_running)
                s_running.Add(pid);
            return pid;
        }
        finally
        {
            s_gate.ExitReadLock();
        }
    }

    /// <summary>A command has ended and is about to be reaped: what can only be its own goes with it.</summary>
    internal static void Ended(int pid)
    {
        if (s_children is null)
            return;
        // As nearly always: a read of one byte, and no wait for another command's start.
        if (Volatile.Read(ref s_orphanCount) == 0 && !HasChildren())
            lock (s_running)
                s_running.Remove(pid);
        else
            Look(maybe => maybe.Remove(pid), pid);
    }

    private static bool HasChildren()
    {
        Span<byte> first = stackalloc byte[1];
        try
        {
            return RandomAccess.Read(s_childrenFile!, first, 0) > 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static void Look(Action<HashSet<int>> without, int ended = 0)
    {
        s_gate.EnterWriteLock();
        try
        {
            lock (s_running)
                LookAlone(without, ended);
            Volatile.Write(ref s_orphanCount, s_orphans.Count);
        }
        finally
        {
            s_gate.ExitWriteLock();
        }
    }

    private static void LookAlone(Action<HashSet<int>> without, int ended)
    {
        s_running.Remove(ended);
        foreach (var maybe in s_orphans.Values)
            without(maybe);
        foreach (var pid in ChildrenIn(s_children!))
            if (
                pid != ended
                && !s_running.Contains(pid)
                && !s_orphans.ContainsKey(pid)
                && GroupOf(pid) is { } group
                && group != s_group
            )
                s_orphans[pid] = ended == 0 ? [] : [.. s_running];
        foreach (var (pid, maybe) in s_orphans.ToList())
            if (maybe.Count == 0)
                EndTree(pid);
            else if (Spawn.TryReap(pid))
                s_orphans.Remove(pid);
    }

    // With those it started, which would come to this process when it ends.
    private static void EndTree(int root)
    {
        var tree = new List<int> { root };
        for (var i = 0; i < tree.Count; i++)
            tree.AddRange(ChildrenOf(tree[i]).Except(tree));
        foreach (var pid in tree)
            _ = Native.Kill(pid, Native.SignalKill);
        var since = TimeProvider.System.GetTimestamp();
        // In this order: a child comes to this process once its parent has ended.
        foreach (var pid in tree)
            while (!Spawn.TryReap(pid) && TimeProvider.System.GetElapsedTime(since) < s_patience)
                Thread.Yield();
        s_orphans.Remove(root);
    }

    private static IEnumerable<int> ChildrenOf(int pid)
    {
        try
        {
            return
            [
                .. Directory
                    .EnumerateDirectories($"/proc/{pid}/task")
                    .SelectMany(thread => ChildrenIn(Path.Combine(thread, "children"))),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<int> ChildrenIn(string file)
    {
        try
        {
            return File.ReadAllText(file)
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(pid => int.Parse(pid, CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // The fifth field of stat; the second is a name that may hold anything, in parentheses.
    private static int? GroupOf(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(
                stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[2],
                CultureInfo.InvariantCulture
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nuint a, nuint b, nuint c, nuint d);
}
