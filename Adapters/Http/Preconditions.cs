using Microsoft.AspNetCore.Http;
using Tempest.Application.Commands;
using Tempest.Domain;

namespace Tempest.Adapters.Http;

/// <summary>What a sender had seen, against what is.</summary>
internal static class Preconditions
{
    /// <summary>
    /// Only if the tag is among those the sender names; without any, whatever it is. Where there is nothing (no tag), the
    /// domain says so itself.
    /// </summary>
    public static UseCase If(this UseCase useCase, IReadOnlyList<string>? tags, Func<Situation, string?> tagNow) =>
        tags is null || tags.Contains("*", StringComparer.Ordinal) ? useCase
        : useCase.Provided(now => tagNow(now) is not { } tag || tags.Contains(Quoted(tag), StringComparer.Ordinal));

    /// <inheritdoc cref="If(UseCase, IReadOnlyList{string}?, Func{Situation, string?})"/>
    public static Lookup If(this Lookup lookup, IReadOnlyList<string>? tags, Func<Situation, string?> tagNow) =>
        lookup with { Ask = seen => lookup.Ask(seen).If(tags, tagNow) };

    /// <summary>As it stands in a header.</summary>
    public static string Quoted(string tag) => $"\"{tag}\"";

    public static IResult Required() => Problems.Of("precondition-required", StatusCodes.Status428PreconditionRequired,
        "Say with If-Match which version you want to change: the ETag that came with it, or * for whatever it is.");
}

/// <summary>Ids as they stand in addresses.</summary>
internal static class RouteIds
{
    public static string Checked(string id, string name) =>
        FaultsOf(name, id) is [var fault] ? throw new MalformedRequestException([fault]) : id;

    public static Fault[] FaultsOf(string name, string? id) =>
        Identifier.IsValid(id) ? [] : [new(name, $"must be {Identifier.InWords}")];
}
