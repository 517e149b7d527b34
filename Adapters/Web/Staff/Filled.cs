using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tempest.Domain;

namespace Tempest.Adapters.Web.Staff;

/// <summary>
/// A form's fields as what they mean. What cannot be read is noted on the form, with something harmless in its place: nothing
/// is asked as long as a fault is noted.
/// </summary>
public sealed class Filled(Form form, DateTimeOffset now)
{
    private const decimal Readable = 9_999_999_999_999m;

    public Form Form { get; private set; } = form;

    public DateTimeOffset Now { get; } = now;

    /// <summary>When it happened, if not now.</summary>
    public DateTimeOffset? Happened { get; private set; }

    public string Text(string name, int most = 500)
    {
        if (Form[name].Length > most) Wrong(name, $"Use at most {most} characters.");
        if (Form[name].Contains('\0', StringComparison.Ordinal)) Wrong(name, "Leave out what cannot be read.");
        return Form[name];
    }

    public string? OptionalText(string name, int most = 500) => Text(name, most) is { Length: > 0 } text ? text : null;

    public TId Id<TId>(string name) where TId : struct, IIdentifier<TId>
    {
        if (Identifier.IsValid(Form[name])) return TId.Of(Form[name]);

        Wrong(name, $"Give {Identifier.InWords}.");
        return TId.Of("unreadable");
    }

    public TId? OptionalId<TId>(string name) where TId : struct, IIdentifier<TId> =>
        Form.Text(name) is null ? null : Id<TId>(name);

    public decimal Number(string name)
    {
        if (decimal.TryParse(Form[name], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) <= Readable && number.Scale <= 6) return number;

        Wrong(name, "Give a number, such as 12.50.");
        return 0;
    }

    public decimal? OptionalNumber(string name) => Form.Text(name) is null ? null : Number(name);

    public int Whole(string name)
    {
        if (int.TryParse(Form[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;

        Wrong(name, "Give a whole number.");
        return 0;
    }

    public Currency Currency(string name = "currency")
    {
        if (Domain.Currency.IsValid(Form[name].ToUpperInvariant())) return Domain.Currency.Of(Form[name].ToUpperInvariant());

        Wrong(name, "Give three letters, such as USD.");
        return Domain.Currency.Of("USD");
    }

    public Money Money(string name = "amount") => new(Number(name), Currency());

    public Money? OptionalMoney(string name) => Form.Text(name) is null ? null : new Money(Number(name), Currency());

    public DateOnly? Day(string name)
    {
        if (Form.Text(name) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;

        Wrong(name, "Give a day as year, month and day: 2026-12-24.");
        return null;
    }

    /// <summary>When it happened, if that was not now.</summary>
    public DateTimeOffset? HappenedAt(string name)
    {
        if (Form.Text(name) is not { } text) return null;
        if (Moments.Of(text) is { } at) return Happened = at;

        Wrong(name, "Give a day and a time: 2026-12-24 14:05.");
        return null;
    }

    /// <param name="part">Before the names of the fields: <c>shipTo.</c></param>
    public Address Address(string part = "") => new(
        Text($"{part}name", 100), Text($"{part}line1", 100), OptionalText($"{part}line2", 100), Text($"{part}city", 100),
        OptionalText($"{part}state", 50), OptionalText($"{part}zip", 20), OptionalText($"{part}country", 60) ?? Domain.Address.UnitedStates);

    public void Wrong(string? name, string sentence) => Form = Form.Wrong(name, sentence);
}

/// <summary>Moments as they stand in addresses and fields, in UTC unless they say otherwise.</summary>
internal static class Moments
{
    public static DateTimeOffset? Of(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;

    /// <summary>Of a text with a day and a time, as events and states hold it.</summary>
    public static DateTimeOffset? OfJson(JsonNode value) =>
        value.GetValueKind() is JsonValueKind.String && value.ToString() is { Length: > 10 } text && text[10] == 'T' ? Of(text) : null;

    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
