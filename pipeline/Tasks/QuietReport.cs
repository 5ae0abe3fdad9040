using Cake.Core;
using Cake.Core.Diagnostics;

namespace Sluice.Tasks;

/// <summary>No report and no banners: stages say themselves what they did.</summary>
public sealed class QuietReport : ICakeReportPrinter
{
    /// <inheritdoc/>
    public void Write(CakeReport report) { }

    /// <inheritdoc/>
    public void WriteLifeCycleStep(string name, Verbosity verbosity) { }

    /// <inheritdoc/>
    public void WriteStep(string name, Verbosity verbosity) { }

    /// <inheritdoc/>
    public void WriteSkippedStep(string name, Verbosity verbosity) { }
}
