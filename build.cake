// Hands the command line to build.sh, passes SIGTERM on and keeps the exit code.
using System.Diagnostics;
using System.Runtime.InteropServices;

var arguments = Environment.GetCommandLineArgs().Skip(1).Where(a => !a.EndsWith(".cake"));
var info = new ProcessStartInfo("bash") { ArgumentList = { MakeAbsolute(File("build.sh")).FullPath } };
foreach (var argument in arguments)
    info.ArgumentList.Add(argument);

using (var child = System.Diagnostics.Process.Start(info))
{
    void Forward(PosixSignalContext signal)
    {
        signal.Cancel = true;
        System.Diagnostics.Process.Start("kill", new[] { "-TERM", child.Id.ToString() }).WaitForExit();
    }

    // The terminal sends Ctrl-C to the child as well: waiting is all there is to do.
    using (PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true))
    using (PosixSignalRegistration.Create(PosixSignal.SIGTERM, Forward))
        child.WaitForExit();
    Environment.Exit(child.ExitCode);
}
