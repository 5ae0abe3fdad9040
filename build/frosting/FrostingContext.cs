using Cake.Core;

namespace Cake.Frosting;

/// <summary>What tasks are given.</summary>
public interface IFrostingContext : ICakeContext;

/// <summary>The default context; derive from it to add settings.</summary>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
