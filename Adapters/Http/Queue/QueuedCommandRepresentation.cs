using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tempest.Application.Policies;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http.Queue;

/// <summary>A command that a policy asked for, or a person without waiting for the answer, and what became of it.</summary>
public sealed record QueuedCommandRepresentation : IAffords
{
    /// <summary>As it stands in its address.</summary>
    public required string Id { get; init; }

    /// <summary>waiting, done, refused or dismissed.</summary>
    public required string State { get; init; }

    /// <summary>Which policy asks, such as <c>invoice-delivery</c>; absent when a person does.</summary>
    public string? Policy { get; init; }

    /// <summary>Which person or program asks; absent when a policy does.</summary>
    public string? Actor { get; init; }

    /// <summary>Of which entity; what is asked of one is done in order.</summary>
    public required string Of { get; init; }

    /// <summary>What is asked for: as the policy says it, or the person's request.</summary>
    public required JsonElement What { get; init; }

    /// <summary>The event that was the policy's reason.</summary>
    public string? CausationId { get; init; }

    /// <summary>The request that all this goes back to.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Once a person's request is done: the direct answer.</summary>
    public GivenAnswer? Result { get; init; }

    /// <summary>Why the business said no, as the direct answer would have said it.</summary>
    public JsonObject? Problem { get; init; }

    /// <summary>Why it could not be carried out the last time; it is tried again.</summary>
    public string? Trouble { get; init; }

    /// <summary>How often it could not be carried out.</summary>
    public int? Attempts { get; init; }

    /// <summary>The position of the feed that it reached, once it is done.</summary>
    public long? Position { get; init; }

    /// <summary>Where to go from here; <c>self</c> is this one.</summary>
    [JsonPropertyName("_links")]
    public required IReadOnlyDictionary<string, Link> Links { get; init; }

    /// <summary>What can be done with it now.</summary>
    [JsonPropertyName("_templates")]
    public IReadOnlyDictionary<string, Template>? Templates { get; init; }

    object IAffords.For(Offers offers) => this with { Links = offers.Of(Links), Templates = offers.Of(Templates) };

    public static QueuedCommandRepresentation Showing(QueuedCommand command)
    {
        var self = $"/api/commands/{command.Address}";
        var given = command.Answer is { } answer ? JsonSerializer.Deserialize(answer.Span, WireJson.Default.GivenAnswer) : null;
        var links = new Dictionary<string, Link>
        {
            ["self"] = new(self), ["collection"] = new(command.Policy is null ? "/api/commands?by=people" : "/api/commands"),
        };
        if (given is { IsDone: true, Seen: { } seen }) links["result"] = new(seen);
        Template Form(string title, string name) => new(title, "POST", $"{self}/commands/{name}", "application/json", []);

        return new()
        {
            Id = command.Address,
            State = Word.Of(command.State),
            Policy = command.Policy,
            Actor = command.Actor,
            Of = command.Of,
            What = WhatOf(command),
            CausationId = command.CausationId,
            CorrelationId = command.CorrelationId,
            QueuedAt = command.QueuedAt,
            Result = given is { IsDone: true } ? given : null,
            Problem = given is { IsDone: false, Body: { } problem } ? JsonObject.Create(problem)
                : command.Refused is { } why ? Problems.Body(why) : null,
            Trouble = command.Trouble,
            Attempts = command.Attempts == 0 ? null : command.Attempts,
            Position = command.Position ?? given?.Position,
            Links = links,
            Templates = command is not { State: QueueState.Refused, Policy: not null } ? null : new Dictionary<string, Template>
            {
                ["ask-again"] = Form("Ask again, now that what stood against it is mended", "ask-again"),
                ["dismiss"] = Form("Dismiss it: somebody has taken care of it", "dismiss"),
            },
        };
    }

    /// <summary>Of a request what was sent, not what its sender may do.</summary>
    private static JsonElement WhatOf(QueuedCommand command) => command.Policy is not null
        ? JsonElement.Parse(command.What.Span)
        : JsonSerializer.SerializeToElement(
            JsonSerializer.Deserialize(command.What.Span, WireJson.Default.AcceptedRequest)!.Sent, WireJson.Shown.SentRequest);
}
