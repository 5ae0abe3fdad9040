using System.Reflection;
using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Registers task classes, setup and teardown with Cake's engine.</summary>
internal static class TaskGraph
{
    public static void Register(IServiceProvider provider)
    {
        var engine = provider.GetRequiredService<ICakeEngine>();
        var context = provider.GetRequiredService<IFrostingContext>();

        foreach (var task in provider.GetServices<IFrostingTask>())
            Register(engine, context, task, provider.GetRequiredService<ICakeLog>());

        if (provider.GetService<IFrostingSetup>() is { } setup)
            engine.RegisterSetupAction(info => setup.Setup(context, info));
        if (provider.GetService<IFrostingTeardown>() is { } teardown)
            engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
        if (provider.GetService<IFrostingTaskSetup>() is { } taskSetup)
            engine.RegisterTaskSetupAction(info => taskSetup.Setup(context, info));
        if (provider.GetService<IFrostingTaskTeardown>() is { } taskTeardown)
            engine.RegisterTaskTeardownAction(info => taskTeardown.Teardown(context, info));
    }

    private static void Register(
        ICakeEngine engine,
        IFrostingContext context,
        IFrostingTask task,
        ICakeLog log
    )
    {
        var type = task.GetType();
        if (BaseOf(type) is null)
            throw new InvalidOperationException(
                $"The task {NameOf(type)} must derive from FrostingTask or AsyncFrostingTask."
            );
        var wanted = ContextOf(type);
        if (!wanted.IsInstanceOfType(context))
        {
            log.Warning(
                "Task {0} is left out: the context is not a {1}.",
                NameOf(type),
                wanted.Name
            );
            return;
        }

        var builder = engine.RegisterTask(NameOf(type));
        var description = type.GetCustomAttribute<TaskDescriptionAttribute>()?.Description;
        if (!string.IsNullOrEmpty(description))
            builder.Description(description);
        if (Overrides(type, "Run", wanted) || Overrides(type, "RunAsync", wanted))
            builder.Does(_ => task.RunAsync(context));
        if (Overrides(type, "ShouldRun", wanted))
            builder.WithCriteria(_ => task.ShouldRun(context), task.SkippedMessage);
        if (type.IsDefined(typeof(ContinueOnErrorAttribute), inherit: false))
            builder.ContinueOnError();
        if (Overrides(type, "OnError", typeof(Exception), wanted))
            builder.OnError(exception => task.OnError(exception, context));
        if (Overrides(type, "Finally", wanted))
            builder.Finally(() => task.Finally(context));
        foreach (var dependency in type.GetCustomAttributes<IsDependentOnAttribute>())
            builder.IsDependentOn(NameOf(Checked(dependency.Task)));
        foreach (var dependee in type.GetCustomAttributes<IsDependeeOfAttribute>())
            builder.IsDependeeOf(NameOf(Checked(dependee.Task)));
    }

    private static string NameOf(Type task) =>
        task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;

    private static Type Checked(Type task) =>
        typeof(IFrostingTask).IsAssignableFrom(task)
            ? task
            : throw new FrostingException($"'{task.Name}' is not a task.");

    private static Type ContextOf(Type task) => BaseOf(task)!.GenericTypeArguments[0];

    private static bool Overrides(Type task, string method, params Type[] parameters) =>
        task.GetMethod(method, parameters) is { } found && found.DeclaringType != BaseOf(task);

    private static Type? BaseOf(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (!type.IsGenericType)
                continue;
            var definition = type.GetGenericTypeDefinition();
            if (definition == typeof(FrostingTask<>) || definition == typeof(AsyncFrostingTask<>))
                return type;
        }
        return null;
    }
}
