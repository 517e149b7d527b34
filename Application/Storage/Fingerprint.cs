using System.Reflection;
using System.Text;

namespace Tempest.Application.Storage;

/// <summary>
/// Says whether a snapshot was made by this code: the shape of the state (names, types, nullability, nesting, enum
/// members) and the instructions of the fold and of all it calls in Tempest. Nobody keeps a number by hand.
/// </summary>
public static class Fingerprint
{
    public static string Of(Type state, MethodInfo fold, IReadOnlyList<EventContract> events) => Of(state, [fold], events);

    /// <param name="state">What is kept.</param>
    /// <param name="folds">What makes it of events, and what is made of it.</param>
    /// <param name="events">All that may come.</param>
    public static string Of(Type state, IReadOnlyList<MethodInfo> folds, IReadOnlyList<EventContract> events)
    {
        var text = new StringBuilder();
        StateShape.Describe(state, text);
        var code = new FoldCode(text);
        foreach (var fold in folds) code.Describe(fold);
        foreach (var contract in events.OrderBy(contract => contract.Type, StringComparer.Ordinal))
        {
            text.Append("event ").Append(contract.Type).Append(' ').Append(contract.Schema).Append('\n');
            StateShape.Describe(contract.ClrType, text);
            foreach (var upcast in contract.Upcasts)
            {
                code.Describe(upcast.Method);
            }
        }

        return Digest.Of(text.ToString())[..16];
    }
}

/// <summary>A type as text: its members by name, type and nullability, and every Tempest type they lead to.</summary>
internal static class StateShape
{
    public static void Describe(Type root, StringBuilder text)
    {
        var nullability = new NullabilityInfoContext();
        var seen = new HashSet<Type>();
        var waiting = new Queue<Type>([root]);
        while (waiting.TryDequeue(out var type))
        {
            foreach (var part in PartsOf(type)) waiting.Enqueue(part);
            if (!IsOurs(type) || !seen.Add(type)) continue;

            text.Append("type ").Append(type).Append('\n');
            if (type.IsEnum)
            {
                foreach (var name in Enum.GetNames(type))
                    text.Append("  ").Append(name).Append(" = ").Append(Enum.Format(type, Enum.Parse(type, name), "d")).Append('\n');
                continue;
            }

            foreach (var member in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(p => p.Name, StringComparer.Ordinal))
            {
                text.Append("  ").Append(member.Name).Append(": ").Append(member.PropertyType);
                Nullability(nullability.Create(member), text);
                text.Append('\n');
                waiting.Enqueue(member.PropertyType);
            }

            foreach (var phase in type.Assembly.GetTypes().Where(t => t.BaseType == type).OrderBy(t => t.FullName, StringComparer.Ordinal))
                waiting.Enqueue(phase);
        }
    }

    private static Type[] PartsOf(Type type) =>
        type.IsGenericType ? type.GetGenericArguments() : type.IsArray ? [type.GetElementType()!] : [];

    private static void Nullability(NullabilityInfo info, StringBuilder text)
    {
        text.Append(info.ReadState == NullabilityState.Nullable ? '?' : '!');
        foreach (var argument in info.GenericTypeArguments) Nullability(argument, text);
    }

    internal static bool IsOurs(Type type) =>
        type.Assembly.GetName().Name is { } name && name.StartsWith("Tempest.", StringComparison.Ordinal);
}
