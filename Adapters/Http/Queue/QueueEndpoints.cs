using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Policies;
using Tempest.Application.Storage;
using Tempest.Domain.Ordering;

namespace Tempest.Adapters.Http.Queue;

/// <summary>What Tempest does by itself: commands that policies asked for, and those that need somebody to look at them.</summary>
internal static class QueueEndpoints
{
    private const string Missing = "command-not-found";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var commands = routes.MapGroup("/api/commands").WithTags("Commands");
        commands.MapGet("", ListAsync).Reads<Collection<QueuedCommandRepresentation>>("listCommands",
            "What policies asked for", "The oldest first. With `state=refused` it shows what somebody has to look at.", QueueExamples.Commands);
        commands.MapGet("/{commandNumber}", GetAsync).Reads<QueuedCommandRepresentation>("getCommand",
            "One command and what became of it", "What was refused says why, as the direct answer would have.",
            QueueExamples.Refused, Missing, tagged: false);
        commands.MapPost("/{commandNumber}/commands/ask-again",
            (string commandNumber, CommandRequest<EmptyBody> _, IStorage storage, CancellationToken cancel) => SettleAsync(commandNumber, true, storage, cancel))
            .Commands<EmptyBody, QueuedCommandRepresentation>("askAgain", "Ask a refused command again",
                "When what stood against it is mended. It waits for its turn like any other.", "{}", QueueExamples.Waiting, Missing, "command-not-refused");
        commands.MapPost("/{commandNumber}/commands/dismiss",
            (string commandNumber, CommandRequest<EmptyBody> _, IStorage storage, CancellationToken cancel) => SettleAsync(commandNumber, false, storage, cancel))
            .Commands<EmptyBody, QueuedCommandRepresentation>("dismissCommand", "Dismiss a refused command",
                "When somebody has taken care of it by hand.", "{}", QueueExamples.Dismissed, Missing, "command-not-refused");
    }

    private static async Task<IResult> ListAsync(
        [Description("Only these: waiting, done, refused or dismissed.")] string? state,
        [Description("How many at most, 1 to 500; 50 unless given.")] int? limit,
        [Description("Opaque; from the link named next.")] string? cursor,
        HttpContext context, IStorage storage, CancellationToken cancel)
    {
        var wanted = state is null ? default(QueueState?)
            : Enum.GetValues<QueueState>().FirstOrDefault(one => Word.Of(one) == state, (QueueState)(-1)) is var known && (int)known >= 0 ? known
            : throw new MalformedRequestException("state", "must be waiting, done, refused or dismissed");
        var after = Paging.After(cursor, "commands") is not { Key: var key } ? 0
            : long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last
            : throw Paging.NoCursor();
        var most = Paging.Limit(limit);
        var found = await storage.ListAsync(wanted, after, most + 1, cancel);
        var shown = found.Take(most).Select(QueuedCommandRepresentation.Showing).ToArray();
        return Paging.Answer(context, shown, found.Count > most ? new(Text(shown[^1].Number), "") : null, "commands");
    }

    private static async Task<IResult> GetAsync(
        [Description("The command's number.")] string commandNumber, IStorage storage, CancellationToken cancel) =>
        await FindAsync(commandNumber, storage, cancel) is { } command
            ? Answers.Show(QueuedCommandRepresentation.Showing(command), tag: null)
            : NotFound(commandNumber);

    private static async Task<IResult> SettleAsync(string number, bool again, IStorage storage, CancellationToken cancel)
    {
        if (await FindAsync(number, storage, cancel) is not { } command) return NotFound(number);

        var settled = await storage.SettleAsync(command.Number, again, cancel);
        var now = QueuedCommandRepresentation.Showing((await storage.FindAsync(command.Number, cancel))!);
        return settled
            ? Answers.Show(now, tag: null)
            : Problems.Of("command-not-refused", StatusCodes.Status409Conflict,
                $"The command is {now.State}; only a refused one is asked again or dismissed.");
    }

    private static async Task<QueuedCommand?> FindAsync(string number, IStorage storage, CancellationToken cancel) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? await storage.FindAsync(known, cancel) : null;

    private static IResult NotFound(string number) => Problems.NotFound(Missing, $"There is no command {number}.");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
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

    public static string Refused => Json(NotAccepted);

    public static string Waiting => Json(Command);

    public static string Dismissed => Json(NotAccepted with { State = QueueState.Dismissed });

    public static string Commands => JsonSerializer.Serialize(
        new Collection<QueuedCommandRepresentation>(
            [QueuedCommandRepresentation.Showing(NotAccepted)], new Dictionary<string, Link> { ["self"] = new("/api/commands?state=refused") }),
        WireJson.Shown.CollectionQueuedCommandRepresentation);

    private static string Json(QueuedCommand command) =>
        JsonSerializer.Serialize(QueuedCommandRepresentation.Showing(command), WireJson.Shown.QueuedCommandRepresentation);
}
