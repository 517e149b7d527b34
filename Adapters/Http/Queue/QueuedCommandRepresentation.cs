using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tempest.Application.Policies;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Http.Queue;

/// <summary>A command that a policy asked for, and what became of it.</summary>
public sealed record QueuedCommandRepresentation : IAffords
{
    /// <summary>In the order they were asked for.</summary>
    public required long Number { get; init; }

    /// <summary>waiting, done, refused or dismissed.</summary>
    public required string State { get; init; }

    /// <summary>Who asks: <c>invoice-delivery</c>.</summary>
    public required string Policy { get; init; }

    /// <summary>Of which entity; what is asked of one is done in order.</summary>
    public required string Of { get; init; }

    /// <summary>What is asked for.</summary>
    public required JsonElement What { get; init; }

    /// <summary>The event that was the reason.</summary>
    public required string CausationId { get; init; }

    /// <summary>The request that all this goes back to.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Why the business said no, as the direct answer would have said it.</summary>
    public JsonObject? Problem { get; init; }

    /// <summary>Why it could not be carried out the last time; it is tried again.</summary>
    public string? Trouble { get; init; }

    /// <summary>How often it could not be carried out.</summary>
    public int? Attempts { get; init; }

    /// <summary>Its place in the feed, once it is done.</summary>
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
        var self = $"/api/commands/{command.Number.ToString(CultureInfo.InvariantCulture)}";
        Template Form(string title, string name) => new(title, "POST", $"{self}/commands/{name}", "application/json", []);

        return new()
        {
            Number = command.Number,
            State = Word.Of(command.State),
            Policy = command.Policy,
            Of = command.Of,
            What = JsonDocument.Parse(command.What).RootElement,
            CausationId = command.CausationId,
            CorrelationId = command.CorrelationId,
            QueuedAt = command.QueuedAt,
            Problem = command.Refused is { } why ? Problems.Body(why) : null,
            Trouble = command.Trouble,
            Attempts = command.Attempts == 0 ? null : command.Attempts,
            Position = command.Position,
            Links = new Dictionary<string, Link> { ["self"] = new(self), ["collection"] = new("/api/commands") },
            Templates = command.State is not QueueState.Refused ? null : new Dictionary<string, Template>
            {
                ["ask-again"] = Form("Ask again, now that what stood against it is mended", "ask-again"),
                ["dismiss"] = Form("Dismiss it: somebody has taken care of it", "dismiss"),
            },
        };
    }
}
