using System.Collections.Concurrent;
using System.Reflection;

namespace Tempest.DomainTests.Gherkin;

/// <summary>How a row of text becomes a value of one type: the longest constructor, then what can be set.</summary>
sealed class RowShape
{
    static readonly ConcurrentDictionary<Type, RowShape> Known = new();

    readonly Type type;
    readonly ConstructorInfo? constructor;
    readonly ParameterInfo[] parameters;
    readonly Dictionary<string, PropertyInfo> settable;
    readonly HashSet<string> members;

    RowShape(Type type)
    {
        this.type = type;
        constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length);
        parameters = constructor?.GetParameters() ?? [];
        var taken = parameters.Select(parameter => Plain(parameter.Name!)).ToHashSet();
        settable = type.GetProperties()
            .Where(property => property.SetMethod is { IsPublic: true } && !taken.Contains(Plain(property.Name)))
            .ToDictionary(property => Plain(property.Name));
        members = [.. taken, .. settable.Keys];
    }

    public static RowShape Of(Type type) => Known.GetOrAdd(type, static unknown => new RowShape(unknown));

    public bool Has(string column) => members.Contains(Plain(column));

    public T Make<T>(IEnumerable<KeyValuePair<string, string>> cells)
    {
        var byMember = new Dictionary<string, (string Column, string Text)>();
        foreach (var (column, text) in cells)
        {
            // A column that nothing reads would look like an assertion and be none.
            if (!Has(column)) throw new StepException($"{type.Name} has nothing called '{column}'.");
            byMember[Plain(column)] = (column, text);
        }

        var arguments = Array.ConvertAll(parameters, parameter => ArgumentOf(parameter, byMember));
        var made = Create(arguments);
        foreach (var (member, property) in settable)
        {
            if (byMember.TryGetValue(member, out var cell)) property.SetValue(made, Read(cell, property.PropertyType));
        }

        return (T)made;
    }

    object Create(object?[] arguments) =>
        constructor is not null ? constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null)
        : type.IsValueType ? Activator.CreateInstance(type)!
        : throw new StepException($"{type.Name} has no public constructor.");

    // What the table leaves out takes its default, as in Reqnroll: rows state only what matters to the scenario.
    static object? ArgumentOf(ParameterInfo parameter, Dictionary<string, (string, string)> byMember) =>
        byMember.TryGetValue(Plain(parameter.Name!), out var cell) ? Read(cell, parameter.ParameterType)
        : parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
        : null;

    static object? Read((string Column, string Text) cell, Type type)
    {
        try
        {
            return TextValue.Read(cell.Text, type);
        }
        catch (FormatException e)
        {
            throw new StepException($"Column '{cell.Column}': {e.Message}.", e);
        }
    }

    // "Credit limit", "credit_limit" and CreditLimit are the same member.
    static string Plain(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
