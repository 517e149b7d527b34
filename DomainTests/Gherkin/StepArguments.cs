using System.Reflection;

namespace Tempest.DomainTests.Gherkin;

/// <summary>Turns the texts of a step into the arguments of its method.</summary>
sealed class StepArguments(StepBook book, ScenarioParts parts)
{
    /// <exception cref="StepException">The method takes other arguments than the step gives.</exception>
    public object?[] For(ScenarioStep step, StepMatch match)
    {
        object[] given = [.. match.Arguments, .. Below(step)];
        var taken = match.Definition.Parameters;
        if (given.Length != taken.Length)
        {
            throw new StepException($"{step.Source}: {match.Definition.Name} takes {taken.Length} arguments, "
                + $"but \"{step.Text}\" gives {given.Length}.");
        }

        return [.. given.Zip(taken, (value, parameter) => Convert(value, parameter, step, match.Definition))];
    }

    static IEnumerable<object> Below(ScenarioStep step) =>
        step.DocString is { } text ? [text] : step.Table is { } table ? [table] : [];

    object? Convert(object value, ParameterInfo parameter, ScenarioStep step, StepDefinition definition)
    {
        try
        {
            return value is DataTable table
                ? FromTable(table, parameter.ParameterType)
                : FromText((string)value, parameter.ParameterType);
        }
        catch (Exception e)
        {
            var what = value is DataTable ? "the table" : $"'{value}'";
            throw new StepException($"{step.Source}: {what} cannot be '{parameter.Name}' "
                + $"({TextValue.NameOf(parameter.ParameterType)}) of {definition.Name}: {e.Message}", e);
        }
    }

    object? FromText(string text, Type type)
    {
        foreach (var transformation in book.Transformations)
        {
            if (transformation.Makes(type) && transformation.ArgumentsFrom(text) is { } arguments)
            {
                return Call(transformation.Method, arguments);
            }
        }

        return TextValue.Read(text, type);
    }

    object? FromTable(DataTable table, Type type)
    {
        if (type == typeof(DataTable)) return table;
        var maker = book.Transformations.FirstOrDefault(known => known.TakesTable && known.Makes(type))
            ?? throw new FormatException("no [StepArgumentTransformation] makes it from a table");
        return Call(maker.Method, [table]);
    }

    object? Call(MethodInfo method, object?[] arguments) => method.Invoke(
        method.IsStatic ? null : parts.Get(method.ReflectedType!),
        BindingFlags.DoNotWrapExceptions, null, arguments, null);
}
