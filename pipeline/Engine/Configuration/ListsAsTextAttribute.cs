namespace Sluice.Engine.Configuration;

/// <summary>A map of names to values in which a list of plain values is allowed too; it is kept as its JSON text.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListsAsTextAttribute : Attribute;
