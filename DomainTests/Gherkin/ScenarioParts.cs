using System.Reflection;

namespace Tempest.DomainTests.Gherkin;

/// <summary>
/// The objects of one scenario: one per type, made when first asked for. What the level provides is the level's to
/// dispose; what the scenario made is disposed with it, the latest first.
/// </summary>
sealed class ScenarioParts(Func<Type, object?> levelServices)
{
    readonly Dictionary<Type, object> parts = [];
    readonly Stack<object> made = [];
    readonly List<Type> underway = [];

    public void Add<T>(T part) where T : notnull => parts[typeof(T)] = part;

    public object Get(Type type)
    {
        if (parts.TryGetValue(type, out var known)) return known;
        if (levelServices(type) is { } service) return parts[type] = service;
        return parts[type] = Make(type);
    }

    object Make(Type type)
    {
        if (underway.Contains(type)) throw Fault($"{type.Name} needs itself");
        underway.Add(type);
        if (type.IsAbstract || type.IsValueType || type == typeof(string) || LongestConstructor(type) is not { } how)
        {
            throw Fault($"nothing provides {type.Name}");
        }

        var arguments = Array.ConvertAll(how.GetParameters(), parameter => Get(parameter.ParameterType));
        var part = how.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
        made.Push(part);
        underway.RemoveAt(underway.Count - 1);
        return part;
    }

    /// <summary>Takes back one object at a time, so that a failure leaves the others to be disposed still.</summary>
    public IEnumerable<Func<Task>> Disposals()
    {
        while (made.TryPop(out var part))
        {
            if (part is IAsyncDisposable later) yield return () => later.DisposeAsync().AsTask();
            else if (part is IDisposable now) yield return () => Disposed(now);
        }
    }

    static Task Disposed(IDisposable part)
    {
        part.Dispose();
        return Task.CompletedTask;
    }

    static ConstructorInfo? LongestConstructor(Type type) =>
        type.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length);

    StepException Fault(string what) => new($"{what} ({string.Join(" → ", underway.Select(type => type.Name))}).");
}
