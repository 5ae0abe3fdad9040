using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Tasks;

namespace Sluice.Tests.Tasks;

/// <summary>The layer in build/frosting does as the package does where that can be seen from outside.</summary>
public sealed class FrostingLayerTests
{
    private readonly QuietLog _log = new();

    [Fact]
    public void A_task_that_is_no_FrostingTask_is_refused()
    {
        var exitCode = Run(services => services.AddSingleton<IFrostingTask, Bare>(), "Bare");

        Assert.NotEqual(0, exitCode);
        Assert.Contains(_log.Errors, e => e.Contains("FrostingTask", StringComparison.Ordinal));
    }

    [Fact]
    public void The_programs_own_assembly_added_once_more_is_refused()
    {
        var exitCode = CakeHost
            .Create()
            .AddAssembly(System.Reflection.Assembly.GetEntryAssembly()!)
            .ConfigureServices(services => services.AddSingleton<ICakeLog>(_log))
            .Run(["--target=Twice"]);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(_log.Errors, e => e.Contains("Twice", StringComparison.Ordinal));
    }

    [Fact]
    public void The_default_context_can_be_asked_for_by_its_class()
    {
        FrostingContext? seen = null;
        var exitCode = Run(
            services =>
                services
                    .AddSingleton<IFrostingTask, Asking>()
                    .AddSingleton<Action<FrostingContext>>(context => seen = context),
            "Asking"
        );

        Assert.Equal(0, exitCode);
        Assert.NotNull(seen);
    }

    [Fact]
    public void Tools_go_through_the_installer_that_takes_their_scheme_into_the_tool_path()
    {
        var installer = new RecordingInstaller();
        var exitCode = CakeHost
            .Create()
            .SetToolPath("/somewhere/tools")
            .InstallTool(new Uri("test:?package=thing&version=1.0"))
            .ConfigureServices(services =>
                services
                    .AddSingleton<ICakeLog>(_log)
                    .AddSingleton<IPackageInstaller>(installer)
                    .AddSingleton<IFrostingTask, Asking>()
                    .AddSingleton<Action<FrostingContext>>(_ => { })
            )
            .Run(["--target=Asking"]);

        // It made no file, so the run says that the tool could not be installed.
        Assert.NotEqual(0, exitCode);
        Assert.Equal(("thing", "/somewhere/tools"), installer.Asked);
        Assert.Contains(_log.Errors, e => e.Contains("thing", StringComparison.Ordinal));
    }

    private int Run(Action<IServiceCollection> services, string target) =>
        CakeHost
            .Create()
            .ConfigureServices(s =>
                s.AddSingleton<ICakeLog>(_log).AddSingleton<ICakeReportPrinter, QuietReport>()
            )
            .ConfigureServices(services)
            .Run([$"--target={target}"]);

    /// <summary>Of the test program itself.</summary>
    [TaskName("Twice")]
    public sealed class TwiceTask : FrostingTask<IFrostingContext>;

    [TaskName("Asking")]
    private sealed class Asking(FrostingContext context, Action<FrostingContext> tell)
        : FrostingTask<IFrostingContext>
    {
        public override void Run(IFrostingContext _) => tell(context);
    }

    [TaskName("Bare")]
    private sealed class Bare : IFrostingTask
    {
        public Task RunAsync(ICakeContext context) => Task.CompletedTask;

        public bool ShouldRun(ICakeContext context) => true;

        public void OnError(Exception exception, ICakeContext context) { }

        public void Finally(ICakeContext context) { }
    }

    private sealed class RecordingInstaller : IPackageInstaller
    {
        public (string, string) Asked { get; private set; }

        public bool CanInstall(PackageReference package, PackageType type) =>
            package.Scheme == "test";

        public IReadOnlyCollection<IFile> Install(
            PackageReference package,
            PackageType type,
            DirectoryPath path
        )
        {
            Asked = (package.Package, path.FullPath);
            return [];
        }
    }
}
