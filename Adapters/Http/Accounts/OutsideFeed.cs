using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tempest.Application.Accounts;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain.Accounts;

namespace Tempest.Adapters.Http.Accounts;

/// <summary>
/// Entries from outside, one JSON object a line, answered line by line. They may be late, sent twice and in any order.
/// </summary>
internal static class OutsideFeed
{
    private const string Lines = "application/x-ndjson";

    /// <summary>Asked at the same moment, so that they share a transaction.</summary>
    private const int Together = 64;

    public static async Task<IResult> PostAsync(
        HttpContext context, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        if (context.Request.ContentType?.Split(';')[0].Trim() is not Lines)
        {
            return Problems.Of("unsupported-media-type", StatusCodes.Status415UnsupportedMediaType,
                $"Send entries as {Lines}: one JSON object a line.");
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancel);
        var lines = Split(body.ToArray());
        if (lines.Count == 0) throw new MalformedRequestException("", "must have at least one line");

        var answers = new List<EntryAnswer>();
        foreach (var some in lines.Chunk(Together))
        {
            var now = clock.GetUtcNow();
            answers.AddRange(await Task.WhenAll(some.Select(line => AnswerAsync(line, storage, now, cancel))));
        }

        if (answers.Max(answer => answer.Position) is { } position) Positions.Tell(context.Response, position);
        context.Response.ContentType = Lines;
        foreach (var answer in answers)
        {
            await context.Response.Body.WriteAsync(
                JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Shown.EntryAnswer), cancel);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), cancel);
        }

        return Results.Empty;
    }

    public static void Describe(this RouteHandlerBuilder endpoint) => endpoint
        .WithName("postEntries").WithSummary("Entries from outside, in any order")
        .WithDescription("One JSON object a line, each with the sender's own id; each is answered by a line: booked, "
            + "already-booked, refused, malformed or busy, with problem details. Late, twice or shuffled, they give the same "
            + "balances at every date. What has happened is recorded without deciding on the balance.")
        .ChecksItsQuery()
        .Accepts<EntryLine>(Lines).Produces<EntryAnswer>(StatusCodes.Status200OK, Lines)
        .WithMetadata(new Described
        {
            IsFeed = true, Request = AccountExamples.EntryLines, Response = AccountExamples.EntryAnswers,
        });

    private static List<(int Number, byte[] Text)> Split(byte[] body)
    {
        var lines = new List<(int, byte[])>();
        for (var (at, number) = (0, 1); at < body.Length; number++)
        {
            var end = Array.IndexOf(body, (byte)'\n', at) is var found and >= 0 ? found : body.Length;
            if (!body.AsSpan(at, end - at).Trim(" \t\r"u8).IsEmpty) lines.Add((number, body[at..end]));
            at = end + 1;
        }

        return lines;
    }

    private static async Task<EntryAnswer> AnswerAsync(
        (int Number, byte[] Text) line, IStorage storage, DateTimeOffset now, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        if (Read(line.Text, faults) is not { } read)
            return new(line.Number, null, null, "malformed", Problem: Problems.Body(faults));

        var entry = read.ToEntry();
        var content = JsonSerializer.Serialize(read, WireJson.Default.EntryLine);
        var command = new Command(
            HistoryIds.OfEntry(content), content, "outside feed", entry.At, IsHistory: true);
        try
        {
            var answer = new EntryAnswer(line.Number, read.Account, read.Id, "");
            return await storage.ExecuteAsync(command, AccountUseCases.RecordFromOutside(entry, now), cancel) switch
            {
                Done done => answer with
                {
                    Result = done is { Changed: true, Repeated: false } ? "booked" : "already-booked",
                    Version = done.Streams.Single(held => held.State is KeptAccount).Version,
                    Balance = MoneyBody.Of(done.State<KeptAccount>().Book.Balance),
                    Position = done.Position,
                },
                Rejected { Why: var why } => answer with { Result = "refused", Problem = Problems.Body(why) },
                var other => throw new InvalidOperationException($"No way to show {other}."),
            };
        }
        catch (TooBusyException)
        {
            return new(line.Number, read.Account, read.Id, "busy", Problem: Problems.Body(
                "busy", StatusCodes.Status503ServiceUnavailable,
                "Tempest does not get through to its data right now; send this line again."));
        }
    }

    private static EntryLine? Read(byte[] text, List<Fault> faults)
    {
        if (!Utf8.IsValid(text))
        {
            faults.Add(new("", "must be UTF-8"));
            return null;
        }

        try
        {
            var line = BodyReader.Read(JsonDocument.Parse(text).RootElement, WireJson.Default.EntryLine, faults);
            if (line is not null) faults.AddRange(line.Faults());
            return faults.Count == 0 ? line : null;
        }
        catch (JsonException e)
        {
            faults.Add(new("", $"cannot be read as JSON: {e.Message.TrimEnd('.')}"));
            return null;
        }
    }
}
