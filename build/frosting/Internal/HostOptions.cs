using System.ComponentModel;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>The options every Cake host understands.</summary>
internal sealed class HostOptions : CommandSettings
{
    [CommandOption("-t|--target|--Target <TARGET>"), DefaultValue("Default")]
    [Description("The task to run; may be given more than once.")]
    public string[] Targets { get; set; } = [];

    [CommandOption("-w|--working <PATH>"), TypeConverter(typeof(Cake.Cli.DirectoryPathConverter))]
    [Description("The working directory.")]
    public DirectoryPath? WorkingDirectory { get; set; }

    [
        CommandOption("-v|--verbosity <VERBOSITY>"),
        TypeConverter(typeof(Cake.Cli.VerbosityConverter))
    ]
    [Description("Quiet, Minimal, Normal, Verbose or Diagnostic.")]
    public Verbosity? Verbosity { get; set; }

    [CommandOption("--description|--descriptions|--showdescription|--showdescriptions")]
    [Description("Lists the tasks with their descriptions.")]
    public bool Description { get; set; }

    [CommandOption("--tree|--showtree"), Description("Shows the task tree.")]
    public bool Tree { get; set; }

    [CommandOption("--dryrun|--noop|--whatif"), Description("Shows what would run.")]
    public bool DryRun { get; set; }

    [CommandOption("-e|--exclusive"), Description("Runs the target without its dependencies.")]
    public bool Exclusive { get; set; }

    [CommandOption("--version|--ver"), Description("Prints the version.")]
    public bool Version { get; set; }

    [CommandOption("--info"), Description("Prints details about Cake.")]
    public bool Info { get; set; }

    [CommandOption("--no-report"), Description("Leaves out the summary table.")]
    public bool NoReport { get; set; }
}
