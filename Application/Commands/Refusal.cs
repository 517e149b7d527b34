using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Tempest.Domain;

namespace Tempest.Application.Commands;

/// <summary>A rejection as it is remembered and answered: code, sentence, and its data by name.</summary>
public sealed record Refusal(string Code, string Sentence, JsonObject Data)
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> DataOf = new();

    public static Refusal Of(Rejection why)
    {
        var data = new JsonObject();
        var members = DataOf.GetOrAdd(why.GetType(), type =>
            type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly));
        foreach (var member in members)
        {
            data[char.ToLowerInvariant(member.Name[0]) + member.Name[1..]] = Plain(member.GetValue(why));
        }

        return new(why.Code, why.Sentence, data);
    }

    /// <summary>Numbers that programs count with stay numbers; everything else is its own text.</summary>
    private static JsonNode? Plain(object? value) => value switch
    {
        null => null,
        string text => text,
        int number => number,
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        PartFault fault => new JsonObject { ["part"] = fault.Part, ["must"] = fault.Must },
        IEnumerable many => new JsonArray([.. many.Cast<object?>().Select(Plain)]),
        _ => value.ToString(),
    };
}

/// <summary>An answer as it is kept with the command's id, so that it can be given again for ever.</summary>
/// <param name="Streams">Stream names and the versions the command left them at.</param>
/// <param name="Records">Plain records by name as the command left them, null where it deleted.</param>
/// <param name="Changed">Whether it made a difference.</param>
/// <param name="Position">The feed position after it.</param>
/// <param name="Refused">Why not, when it was refused.</param>
public sealed record StoredAnswer(
    Dictionary<string, long>? Streams, Dictionary<string, JsonObject?>? Records, bool Changed, long Position, Refusal? Refused);
