using Cake.Core;

namespace Cake.Frosting;

/// <summary>Runs before the first task.</summary>
public interface IFrostingSetup
{
    void Setup(ICakeContext context, ISetupContext info);
}

/// <summary>Runs after the last task, however the build ended.</summary>
public interface IFrostingTeardown
{
    void Teardown(ICakeContext context, ITeardownContext info);
}

/// <summary>Setup and teardown in one.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;

/// <inheritdoc cref="IFrostingSetup"/>
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;

/// <inheritdoc cref="IFrostingSetup"/>
public abstract class FrostingSetup<TContext> : IFrostingSetup
    where TContext : ICakeContext
{
    public abstract void Setup(TContext context, ISetupContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) =>
        Setup((TContext)context, info);
}

/// <inheritdoc cref="IFrostingTeardown"/>
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext>;

/// <inheritdoc cref="IFrostingTeardown"/>
public abstract class FrostingTeardown<TContext> : IFrostingTeardown
    where TContext : ICakeContext
{
    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info) =>
        Teardown((TContext)context, info);
}

/// <inheritdoc cref="IFrostingLifetime"/>
public abstract class FrostingLifetime : FrostingLifetime<ICakeContext>;

/// <inheritdoc cref="IFrostingLifetime"/>
public abstract class FrostingLifetime<TContext> : IFrostingLifetime
    where TContext : ICakeContext
{
    public abstract void Setup(TContext context, ISetupContext info);

    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) =>
        Setup((TContext)context, info);

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info) =>
        Teardown((TContext)context, info);
}
