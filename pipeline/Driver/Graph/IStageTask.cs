using Sluice.Engine;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;

namespace Sluice.Driver.Graph;

/// <summary>A task that is a stage, whatever runs the tasks.</summary>
public interface IStageTask
{
    string Name { get; }

    /// <summary>The sections of the configuration without which it cannot be declared, besides run.</summary>
    IReadOnlyList<string> Sections { get; }

    /// <summary>The stage as the configuration has it.</summary>
    DeclaredStage Declare(Pipeline pipeline);

    /// <summary>
    /// Files and directories of earlier stages that it reads, absolute, known before they are there:
    /// what nobody reads need not be made.
    /// </summary>
    IReadOnlyList<string> Reads(Pipeline pipeline);

    /// <summary>
    /// Whether the configuration asks anything of the stage; else it is passed over without a word.
    /// </summary>
    /// <exception cref="UserError">It does not, and the stage is what the user wants run.</exception>
    bool IsWanted(Pipeline pipeline);

    /// <summary>
    /// Called before the first stage of a run that needs this one: refuses what is wrong in files that
    /// the configuration names, so that it is told before anything has run.
    /// </summary>
    void Check(Pipeline pipeline);

    /// <summary>Called when the stage is up to date, to tell the user what came of it.</summary>
    void Ended(Pipeline pipeline, StageOutcome outcome);
}
