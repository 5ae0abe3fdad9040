using Sluice.Engine.Working;

namespace Sluice.Workers.Augmentation.Methods.External;

/// <summary>An external method died, fell silent or broke the protocol. The message says method, fact and last stderr lines.</summary>
internal sealed class ExternalMethodException(string message) : UnitFailure(message);
