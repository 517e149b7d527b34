using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Access;
using Tempest.Application.Policies;
using Tempest.Application.Storage;
using Tempest.Domain.Ordering;

namespace Tempest.Adapters.Http.Queue;

/// <summary>
/// Commands that are carried out later: what policies asked for, with what needs somebody to look at it, and what people did not
/// wait for.
/// </summary>
internal static class QueueEndpoints
{
    private const string Missing = "command-not-found";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var commands = routes.MapGroup("/api/commands").WithTags("Commands");
        commands.MapGet("", ListAsync).Reads<Collection<QueuedCommandRepresentation>>("listCommands",
            "What policies asked for", "The oldest first. With `state=refused` it shows what somebody has to look at. What people "
            + "sent with `Prefer: respond-async` is listed apart, with `by=people`: a refusal was their answer.", QueueExamples.Commands);
        commands.MapGet("/{commandId}", GetAsync).Reads<QueuedCommandRepresentation>("getCommand",
            "One command and what became of it",
            "Once it is done, `result` is what the direct answer would have been; once it is refused, `problem` is. As "
            + "`text/event-stream` it tells each change until it is settled.",
            QueueExamples.Refused, Missing, new Dictionary<string, string> { [CommandStream.ContentType] = QueueExamples.Stream }, tagged: false);
        commands.MapPost("/{commandId}/commands/ask-again",
            (string commandId, CommandRequest<EmptyBody> _, IStorage storage, CancellationToken cancel) => SettleAsync(commandId, true, storage, cancel))
            .Commands<EmptyBody, QueuedCommandRepresentation>("askAgain", "Ask a refused command again",
                "When what stood against it is mended. It waits for its turn like any other.", "{}", QueueExamples.Waiting, Missing, "command-not-refused");
        commands.MapPost("/{commandId}/commands/dismiss",
            (string commandId, CommandRequest<EmptyBody> _, IStorage storage, CancellationToken cancel) => SettleAsync(commandId, false, storage, cancel))
            .Commands<EmptyBody, QueuedCommandRepresentation>("dismissCommand", "Dismiss a refused command",
                "When somebody has taken care of it by hand.", "{}", QueueExamples.Dismissed, Missing, "command-not-refused");
    }

    private static async Task<IResult> ListAsync(
        [Description("Who asked: policies, unless given, or people.")] string? by,
        [Description("Only these: waiting, done, refused or dismissed.")] string? state,
        [Description("How many at most, 1 to 500; 50 unless given.")] int? limit,
        [Description("Opaque; from the link named next.")] string? cursor,
        HttpContext context, IStorage storage, CancellationToken cancel)
    {
        var asked = by switch
        {
            null or "policies" => AskedBy.Policies,
            "people" => AskedBy.People,
            _ => throw new MalformedRequestException("by", "must be policies or people"),
        };
        var wanted = state is null ? default(QueueState?)
            : Enum.GetValues<QueueState>().FirstOrDefault(one => Word.Of(one) == state, (QueueState)(-1)) is var known && (int)known >= 0 ? known
            : throw new MalformedRequestException("state", "must be waiting, done, refused or dismissed");
        var of = $"commands of {asked}";
        var after = Paging.After(cursor, of) is not { Key: var key } ? 0
            : long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last
            : throw Paging.NoCursor();
        var most = Paging.Limit(limit);
        var found = await storage.ListAsync(asked, wanted, after, most + 1, cancel);
        var next = found.Count > most ? found[most - 1].Number.ToString(CultureInfo.InvariantCulture) : null;
        return Paging.Answer(context, [.. found.Take(most).Select(QueuedCommandRepresentation.Showing)], next is null ? null : new(next, ""), of);
    }

    private static async Task<IResult> GetAsync(
        [Description("The command's id.")] string commandId, HttpContext context, IStorage storage, CancellationToken cancel)
    {
        var type = Negotiation.Choose(context.Request, [Answers.HalForms, "application/json", CommandStream.ContentType]);
        if (type is null)
        {
            return Problems.Of("not-acceptable", StatusCodes.Status406NotAcceptable,
                $"A command comes as {Answers.HalForms} or as {CommandStream.ContentType}.");
        }

        if (await FindAsync(commandId, storage, cancel) is not { } command) return NotFound(commandId);

        var shown = QueuedCommandRepresentation.Showing(command);
        if (shown.Position is { } position) Positions.Tell(context.Response, position);
        return type == CommandStream.ContentType ? new CommandStream(command, storage) : Answers.Show(shown, tag: null);
    }

    private static async Task<IResult> SettleAsync(string id, bool again, IStorage storage, CancellationToken cancel)
    {
        if (await FindAsync(id, storage, cancel) is not { } command) return NotFound(id);

        var settled = await storage.SettleAsync(id, again, cancel);
        var now = QueuedCommandRepresentation.Showing((await FindAsync(id, storage, cancel))!);
        return settled
            ? Answers.Show(now, tag: null)
            : Problems.Of("command-not-refused", StatusCodes.Status409Conflict, command.Policy is null
                ? "It was somebody's request, and is answered; send a new one."
                : $"The command is {now.State}; only a refused one is asked again or dismissed.");
    }

    private static Task<QueuedCommand?> FindAsync(string id, IStorage storage, CancellationToken cancel) =>
        storage.FindAsync(RouteIds.Checked(id, "commandId"), cancel);

    private static IResult NotFound(string id) => Problems.NotFound(Missing, $"There is no command {id}.");
}

/// <summary>Example answers, shown by the very code that shows the real ones.</summary>
internal static class QueueExamples
{
    private static readonly QueuedCommand Command = new(
        17, "request-shipment/order/S-1042/2", "request-shipment", "shipment/S-1042",
        """{"order":"S-1042","billTo":"polar","shipTo":{"name":"Polar Foods","line1":"12 Dock Street","line2":null,"city":"Omaha","state":"NE","zip":"68102","country":"US"},"lines":[{"sku":"CU-050","quantity":2}]}"""u8.ToArray(),
        "http/staff/sally/7f9c", "order/S-1042/2", Examples.PlacedAt);

    private static readonly QueuedCommand NotAccepted = Command with
    {
        State = QueueState.Refused, Refused = Application.Commands.Refusal.Of(new OrderNotApproved("cancelled")),
    };

    private static readonly QueuedCommand Accepted = new(
        18, "http/staff/sally/place-S-1042", null, "order/S-1042", JsonSerializer.SerializeToUtf8Bytes(
            new AcceptedRequest(
                new("POST", "/api/orders/S-1042/commands/place", "place-S-1042", null, JsonElement.Parse(Examples.PlaceOrder)),
                "staff/sally", Roles.Sales, null, Examples.PlacedAt),
            WireJson.Default.AcceptedRequest),
        "http/staff/sally/place-S-1042", null, Examples.PlacedAt) { Actor = "staff/sally" };

    public static string CommandId => Command.Address;

    /// <summary>Somebody's request, accepted.</summary>
    public static string Request => Json(Accepted);

    public static string Stream => Event(Accepted) + Event(Accepted with
    {
        State = QueueState.Done, Answer = JsonSerializer.SerializeToUtf8Bytes(
            new GivenAnswer(201, "\"1\"", "/api/orders/S-1042", JsonElement.Parse(Examples.Order), 17), WireJson.Shown.GivenAnswer),
    });

    public static string Refused => Json(NotAccepted);

    public static string Waiting => Json(Command);

    public static string Dismissed => Json(NotAccepted with { State = QueueState.Dismissed });

    public static string Commands => JsonSerializer.Serialize(
        new Collection<QueuedCommandRepresentation>(
            [QueuedCommandRepresentation.Showing(NotAccepted)], new Dictionary<string, Link> { ["self"] = new("/api/commands?state=refused") }),
        WireJson.Shown.CollectionQueuedCommandRepresentation);

    private static string Event(QueuedCommand command) => CommandStream.Event(QueuedCommandRepresentation.Showing(command));

    private static string Json(QueuedCommand command) =>
        JsonSerializer.Serialize(QueuedCommandRepresentation.Showing(command), WireJson.Shown.QueuedCommandRepresentation);
}
