namespace Sluice.Tests.Engine.Properties;

/// <summary>Stands for the end of a driver that gets to do nothing more.</summary>
internal sealed class DriverKilled : Exception;
