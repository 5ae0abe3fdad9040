using FsCheck;
using FsCheck.Fluent;

namespace Sluice.Tests.Engine.Properties;

/// <summary>
/// One thing that happens to a graph between or in runs. The numbers choose among what is there when
/// the step comes, so that every list of steps means something.
/// </summary>
internal readonly record struct Step(StepKind Kind, int A, int B)
{
    public static Gen<Step> Any { get; } =
        Gen.Choose(0, 999)
            .Two()
            .Zip(
                Gen.Elements(Enum.GetValues<StepKind>()),
                (numbers, kind) => new Step(kind, numbers.Item1, numbers.Item2)
            );

    public override string ToString() => $"{Kind} {A} {B}";
}

internal enum StepKind
{
    // Of the configuration.
    ChangeStageParameter,
    ChangeUnitParameter,
    RaiseVersion,
    ChangeCommand,
    AddUnit,
    RemoveUnit,
    RestoreUnit,
    RenameUnit,
    RenameOutput,
    AddOutput,
    AddInput,
    RemoveInput,
    ReorderUnits,

    // Of files.
    ChangeInput,
    ChangeInputInVain,
    TouchInput,
    ChangeCode,
    ChangeSharedInput,
    DeleteOutput,
    ModifyOutput,
    RewriteOutput,
    DeleteLedgerFile,

    // Runs.
    Run,
    RunOne,
    RunForced,
    RunWithFailure,
    RunKilled,
    RunKilledUnrecorded,
    RunAfterDeadClaim,
    Compact,
    CompactHalfway,
}
