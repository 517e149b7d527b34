using System.Reflection;
using System.Text.RegularExpressions;

namespace Tempest.DomainTests.Gherkin;

/// <summary>A method that makes a step's argument from its text or from its table.</summary>
sealed class Transformation(MethodInfo method, StepArgumentTransformationAttribute attribute)
{
    readonly Regex? regex = attribute.Regex is { } pattern
        ? new Regex($"^(?:{pattern.TrimStart('^').TrimEnd('$')})$", RegexOptions.CultureInvariant)
        : null;

    readonly ParameterInfo[] parameters = method.GetParameters();

    public MethodInfo Method => method;

    public string ParameterType => attribute.Name ?? method.ReturnType.Name;

    /// <summary>What a cucumber expression looks for where the parameter stands.</summary>
    public string Pattern => attribute.Regex?.TrimStart('^').TrimEnd('$') ?? ".*";

    public bool Makes(Type type) => type.IsAssignableFrom(method.ReturnType) && type != typeof(object);

    public bool TakesTable => parameters is [{ ParameterType: var type }] && type == typeof(DataTable);

    /// <summary>The arguments for the method, or null when it does not take this text.</summary>
    public object?[]? ArgumentsFrom(string text)
    {
        if (TakesTable) return null;
        if (regex is null) return Read([text]);
        // As in Reqnroll the groups are the arguments, so that a regex without groups gives none.
        var match = regex.Match(text);
        if (!match.Success) return null;
        return Read([.. match.Groups.Cast<Group>().Skip(1).Select(group => group.Value)]);
    }

    object?[] Read(string[] texts) => texts.Length == parameters.Length
        ? [.. texts.Zip(parameters, (text, parameter) => TextValue.Read(text, parameter.ParameterType))]
        : throw new StepException(
            $"{method.DeclaringType!.Name}.{method.Name} takes {parameters.Length} texts, its regex has {texts.Length}");
}

/// <summary>What may stand between braces: the built-in types, enums that steps take, and transformations.</summary>
static class ParameterTypes
{
    public static IReadOnlyDictionary<string, string> Of(
        IEnumerable<Transformation> transformations,
        IEnumerable<MethodInfo> methods)
    {
        var types = new Dictionary<string, string>(CucumberGrammar.BuiltIn);
        foreach (var type in methods.SelectMany(method => method.GetParameters()).Select(taken => taken.ParameterType))
        {
            if (type.IsEnum) types[type.Name] = types[type.FullName!] = ".*";
        }

        // Several transformations may share a name: each says which texts it takes.
        foreach (var shared in transformations.Where(own => !own.TakesTable).GroupBy(own => own.ParameterType))
        {
            var patterns = shared.Select(own => $"(?:{own.Pattern})");
            types[shared.Key] = string.Join('|', types.TryGetValue(shared.Key, out var plain)
                ? patterns.Append(plain)
                : patterns);
        }

        return types;
    }
}
