using Cake.Core.Diagnostics;

namespace Sluice.Tasks;

/// <summary>
/// Cake's log below verbosity normal: keeps errors instead of printing them, since the host says
/// what went wrong in one line of its own.
/// </summary>
public sealed class QuietLog : ICakeLog
{
    private readonly List<string> _errors = [];

    /// <summary>What Cake had to say.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <inheritdoc/>
    public Verbosity Verbosity { get; set; } = Verbosity.Minimal;

    /// <inheritdoc/>
    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (level <= LogLevel.Error)
            _errors.Add(string.Format(null, format, args));
    }
}
