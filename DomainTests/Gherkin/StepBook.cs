using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Tempest.DomainTests.Gherkin;

/// <summary>
/// All steps, hooks and transformations of the binding classes. Reflection and regexes are paid for once, here; a book
/// serves any number of scenarios, also at the same time.
/// </summary>
public sealed class StepBook
{
    static readonly ConcurrentDictionary<Assembly, Lazy<StepBook>> Books = new();

    readonly IReadOnlyList<StepDefinition> definitions;
    readonly ConcurrentDictionary<(StepKind, string), IReadOnlyList<StepMatch>> matches = new();

    StepBook(IEnumerable<Type> bindings)
    {
        MethodInfo[] methods =
        [
            .. bindings.SelectMany(binding => binding.GetMethods(
                BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy)),
        ];
        Transformations = [.. Of<StepArgumentTransformationAttribute>(methods)
            .OrderBy(found => found.Attribute.Order)
            .Select(found => new Transformation(found.Method, found.Attribute))];
        var parameterTypes = ParameterTypes.Of(Transformations, methods);
        definitions = [.. Of<StepAttribute>(methods)
            .Select(found => new StepDefinition(found.Method, found.Attribute, parameterTypes))];
        Before = [.. Of<BeforeScenarioAttribute>(methods).Select(found => new Hook(found.Method, found.Attribute))
            .OrderBy(hook => hook.Attribute.Order)];
        After = [.. Of<AfterScenarioAttribute>(methods).Select(found => new Hook(found.Method, found.Attribute))
            .OrderBy(hook => hook.Attribute.Order)];
    }

    internal IReadOnlyList<Hook> Before { get; }

    internal IReadOnlyList<Hook> After { get; }

    internal IReadOnlyList<Transformation> Transformations { get; }

    /// <summary>The book of every <c>[Binding]</c> class of an assembly; written once.</summary>
    public static StepBook Of(Assembly assembly) =>
        Books.GetOrAdd(assembly, static all => new(() => new StepBook(all.GetTypes().Where(IsBinding)))).Value;

    /// <summary>A book of these classes only.</summary>
    public static StepBook Of(params Type[] bindings) => new(bindings);

    /// <exception cref="StepException">No method is worded like the step, or more than one is.</exception>
    internal StepMatch Match(ScenarioStep step)
    {
        // Levels and examples repeat the same sentences; each is looked up once.
        var found = matches.GetOrAdd((step.Kind, step.Text), Search);
        return found.Count switch
        {
            1 => found[0],
            0 => throw new StepException(
                $"{step.Source}: no step says \"{step.Kind} {step.Text}\". Write it as{Snippet.For(step)}"),
            _ => throw new StepException(
                $"{step.Source}: \"{step.Kind} {step.Text}\" is said by more than one step: "
                + $"{string.Join(" and ", found.Select(match => match.Definition.Name))}."),
        };
    }

    IReadOnlyList<StepMatch> Search((StepKind Kind, string Text) step) =>
    [
        .. from definition in definitions
           where definition.Attribute.Means(step.Kind)
           let arguments = definition.Expression.Match(step.Text)
           where arguments is not null
           select new StepMatch(definition, arguments),
    ];

    // A static class is abstract and sealed; a base class is only abstract, its heirs bring its steps.
    static bool IsBinding(Type type) =>
        (type.IsSealed || !type.IsAbstract) && type.IsDefined(typeof(BindingAttribute));

    static IEnumerable<(MethodInfo Method, T Attribute)> Of<T>(IEnumerable<MethodInfo> methods) where T : Attribute =>
        from method in methods
        from attribute in method.GetCustomAttributes<T>()
        select (Awaitable(method), attribute);

    // Nobody could wait for such a method, so that its assertions would fail unheard.
    static MethodInfo Awaitable(MethodInfo method) =>
        method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute))
            ? throw new StepException($"{method.DeclaringType!.Name}.{method.Name} is async void: return a Task.")
            : method;
}

/// <summary>A hook's method and when it runs.</summary>
sealed record Hook(MethodInfo Method, HookAttribute Attribute);

/// <summary>The step that was meant, and the texts of its arguments.</summary>
sealed record StepMatch(StepDefinition Definition, string[] Arguments);

/// <summary>A method and one of its wordings.</summary>
sealed class StepDefinition(
    MethodInfo method,
    StepAttribute attribute,
    IReadOnlyDictionary<string, string> parameterTypes)
{
    public MethodInfo Method => method;

    public StepAttribute Attribute => attribute;

    public string Name { get; } = $"{method.DeclaringType!.Name}.{method.Name}";

    public ParameterInfo[] Parameters { get; } = method.GetParameters();

    public CucumberExpression Expression { get; } = Read(method, attribute.Expression, parameterTypes);

    static CucumberExpression Read(MethodInfo method, string wording, IReadOnlyDictionary<string, string> types)
    {
        try
        {
            return new CucumberExpression(wording, types);
        }
        catch (Exception e) when (e is StepException or ArgumentException)
        {
            throw new StepException($"{method.DeclaringType!.Name}.{method.Name}: {e.Message}", e);
        }
    }
}
