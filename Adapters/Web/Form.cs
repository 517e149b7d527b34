using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Tempest.Application.Access;
using Tempest.Application.Commands;
using Tempest.Domain;

namespace Tempest.Adapters.Web;

/// <summary>
/// What a form holds: as it is first shown, as it was typed, and what is wrong with it when it is shown again.
/// </summary>
public sealed class Form
{
    public const string AntiforgeryField = "form";

    public const string KeyField = "key";

    /// <summary>What whoever fills it in had seen; sent along, and no part of what is asked.</summary>
    public const string SeenField = "seen";

    /// <summary>Where to go when it is done; no part of what is asked either.</summary>
    public const string ReturnField = "return";

    private readonly IReadOnlyDictionary<string, StringValues> typed;

    private Form(IReadOnlyDictionary<string, StringValues> typed, string key, IReadOnlyList<FieldFault> faults) =>
        (this.typed, Key, Faults) = (typed, key, faults);

    /// <summary>
    /// Made when the form is first shown and sent along with it: however often it is sent, one thing is done. Fit to be an id.
    /// </summary>
    public string Key { get; }

    /// <summary>What keeps it from being done; those of no field have none.</summary>
    public IReadOnlyList<FieldFault> Faults { get; }

    public bool IsFaulty => Faults.Count > 0;

    /// <summary>Why the business said no, for those who know its codes.</summary>
    public string? Code { get; private init; }

    /// <summary>What the refusal names: products, parts of an address.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    /// <summary>As typed, without what surrounds it; empty when there is nothing.</summary>
    public string this[string name] => typed.TryGetValue(name, out var value) ? value.ToString().Trim() : "";

    /// <summary>The same, or null when there is nothing.</summary>
    public string? Text(string name) => this[name] is { Length: > 0 } text ? text : null;

    public bool Has(string name) => typed.ContainsKey(name);

    public string? FaultOf(string name) => Faults.FirstOrDefault(fault => fault.Field == name)?.Sentence;

    /// <summary>A form to be filled in, with what is known already.</summary>
    public static Form Fresh(params IEnumerable<(string Name, string? Value)> known) => new(
        known.Where(field => field.Value is not null).ToDictionary(field => field.Name, field => new StringValues(field.Value), StringComparer.Ordinal),
        NewKey(), []);

    /// <summary>A form to be filled in, with what is known, and what the address says of it, its key too; what comes last counts.</summary>
    public static Form Fresh(IQueryCollection asked, params IEnumerable<(string Name, string? Value)> known)
    {
        var fields = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        foreach (var (name, value) in known) if (value is not null) fields[name] = value;
        foreach (var (name, value) in asked) fields[name] = value;
        return new(fields, Identifier.IsValid(asked[KeyField]) ? asked[KeyField].ToString() : NewKey(), []);
    }

    public static async Task<Form> ReadAsync(HttpRequest request, CancellationToken cancel = default)
    {
        var sent = await request.ReadFormAsync(cancel);
        var fields = sent.Where(field => field.Key is not (AntiforgeryField or KeyField))
            .ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        return new(fields, sent[KeyField].ToString() is var key && Identifier.IsValid(key) ? key : NewKey(), []);
    }

    /// <summary>The same with a field as it shall be.</summary>
    public Form With(string name, string? value) =>
        new(new Dictionary<string, StringValues>(typed, StringComparer.Ordinal) { [name] = value }, Key, Faults) { Code = Code, Names = Names };

    /// <summary>The same with one thing more that is wrong with it, to be shown again.</summary>
    /// <param name="field">Which; null: all of it.</param>
    /// <param name="sentence">What would be right.</param>
    public Form Wrong(string? field, string sentence) => new(typed, Key, [.. Faults, new(field, sentence)]);

    /// <summary>The same with one part of what was given wrong.</summary>
    public Form Wrong(PartFault fault) => Wrong(fault.Part, Sentence(fault.Must));

    /// <summary>
    /// The business said no: the same, with its words beside what they are about. The refusal is remembered under the key, so
    /// that what is sent after it is something new.
    /// </summary>
    /// <param name="why">The refusal.</param>
    /// <param name="fieldOf">From the part a refusal names (<c>zip</c>) to the field; the same name unless given.</param>
    public Form Refused(Refusal why, Func<string, string>? fieldOf = null)
    {
        var parts = why.Data["faults"] is JsonArray faults
            ? faults.Select(fault => (Part: (string?)fault?["part"], Must: (string?)fault?["must"])).ToArray()
            : [];
        var said = parts.Length > 0 && parts.All(fault => fault is { Part: not null, Must: not null })
            ? parts.Select(fault => new FieldFault(fieldOf?.Invoke(fault.Part!) ?? fault.Part, Sentence(fault.Must!)))
            : [new FieldFault(null, why.Sentence)];
        return new(typed, NewKey(), [.. Faults, .. said]) { Code = why.Code, Names = NamesIn(why) };
    }

    /// <summary>What it is about has changed since: as it is, about the present state.</summary>
    /// <param name="seen">What is to be seen now.</param>
    public Form Stale(string? seen) => new Form(typed, NewKey(),
        [.. Faults, new(null, "It has changed since you saw it. Look at it again, and send this again if you still want it.")]) { Code = "stale" }
        .With(SeenField, seen);

    /// <summary>What was sent under this key before was something else: as it is, with a new key.</summary>
    public Form SentOtherwise() => new(typed, NewKey(),
        [.. Faults, new(null, "This form was sent before with other content, and that was done. Check it, and send it again if you want this as well.")]) { Code = "idempotency-key-reused" };

    /// <summary>What accompanies a request that this form makes.</summary>
    public Command Command(Caller caller, string what, TimeProvider clock) => new(
        $"web/{caller.Actor}/{Key}", Content(what), caller.Actor, clock.GetUtcNow());

    private string Content(string what) => $"{what} {JsonSerializer.Serialize(
        typed.Where(field => field.Key is not (SeenField or ReturnField) && field.Value.ToString().Length > 0)
            .OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => new[] { field.Key, field.Value.ToString() }))}";

    private static string[] NamesIn(Refusal why) =>
        why.Data["skus"] is JsonArray skus ? [.. skus.Select(sku => $"{sku}")]
        : why.Data["faults"] is JsonArray faults ? [.. faults.Select(fault => $"{fault?["part"]}")]
        : [];

    private static string Sentence(string must) => $"{char.ToUpperInvariant(must[0])}{must[1..].TrimEnd('.')}.";

    private static string NewKey() => RandomNumberGenerator.GetString("0123456789abcdefghjkmnpqrstvwxyz", 20);
}

/// <param name="Field">The field's name; null: the whole form.</param>
/// <param name="Sentence">What would be right.</param>
public sealed record FieldFault(string? Field, string Sentence);
