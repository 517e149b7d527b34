using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Access;
using Tempest.Application.Storage;
using Tempest.DomainTests.Http;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Feed;

/// <summary>
/// 32 writers on two hosts that are killed again and again, and followers who read all the while. <c>FEED_EVENTS=1000000</c>
/// writes so many; some thousands unless set.
/// </summary>
public sealed class FeedRaceTests(TestServer server, ITestOutputHelper output)
{
    private const int Writers = 32, Together = 20, EventsEach = 3;

    private static readonly int Events =
        int.Parse(Environment.GetEnvironmentVariable("FEED_EVENTS") ?? "4000", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Followers_miss_nothing_see_nothing_twice_and_find_no_gap()
    {
        var connection = await server.MigratedAsync();
        await using var storage = new PostgresStorage(new(connection));
        await using var database = NpgsqlDataSource.Create(connection);
        await MakeSlowAsync(database);
        var (staff, reader) = (await SignedIn.TokenAsync(storage, Roles.Staff), await SignedIn.TokenAsync(storage, Roles.Operator));
        var hosts = new Hosts(connection);
        await hosts.StartAsync();
        using var over = new CancellationTokenSource();
        var batches = Events / (Together * EventsEach * Writers) + 1;
        var clock = Stopwatch.StartNew();

        using FeedFollower streaming = new(hosts, reader, "text/event-stream"), paging = new(hosts, reader, "application/cloudevents-batch+json");
        FeedFollower[] followers = [streaming, paging];
        var following = followers.Select(follower => Task.Run(() => follower.FollowAsync(over.Token))).ToArray();
        var control = new NaiveReader(database);
        var naive = Task.Run(() => control.RunAsync(over.Token));
        var killing = Task.Run(() => hosts.KillNowAndThenAsync(over.Token));
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(hosts, staff, writer, batches))));
        var took = clock.Elapsed;
        var head = await storage.HeadAsync();
        await Wait.UntilAsync($"followers are at {head}", () => Task.FromResult(
            following.Any(one => one.IsFaulted) || followers.All(one => one.Last >= head)));
        await over.CancelAsync();
        await Task.WhenAll([.. following, naive, killing]);
        await hosts.DisposeAsync();

        var stored = await DigestAsync(storage);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{head} events by {Writers} writers in {took.TotalSeconds:0} s, {hosts.Kills} kills; the naive reader missed {control.Missed} of {control.Written} rows."));
        control.Missed.ShouldBeGreaterThan(0, "the control shows that there was something to miss");
        head.ShouldBe(Writers * batches * Together * EventsEach, "no entry was lost, and none booked twice");
        foreach (var follower in followers)
        {
            output.WriteLine(follower.ToString());
            (follower.Last, follower.Seen).ShouldBe((head, head), "none was missed, none came twice, and there was no gap");
            follower.Digest.ShouldBe(stored, "they are the very events that are stored");
        }
    }

    /// <summary>Of all ids in the order of the feed, read when nobody writes any more.</summary>
    private static async Task<string> DigestAsync(PostgresStorage storage)
    {
        using var all = new IdDigest();
        for (var at = 0L; await storage.ReadAsync(at, 1_000) is { Count: > 0 } page; at = page[^1].Position)
            foreach (var happened in page) all.Add($"{happened.Stream}/{happened.Version.ToString(CultureInfo.InvariantCulture)}");
        return all.ToString();
    }

    /// <summary>One transaction in ten takes its time before it commits.</summary>
    private static async Task MakeSlowAsync(NpgsqlDataSource database)
    {
        await using var slow = database.CreateCommand("""
            create function take_time() returns trigger language plpgsql as $$
            begin
              if random() < 0.1 then perform pg_sleep(random() * 0.01); end if;
              return null;
            end $$;
            create trigger take_time after insert on commands for each statement execute function take_time();
            """);
        await slow.ExecuteNonQueryAsync();
    }

    /// <summary>Entries are sent again until they were answered, which books none twice.</summary>
    private static async Task WriteAsync(Hosts hosts, string token, int writer, int batches)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
        for (var batch = 0; batch < batches; batch++)
        {
            var lines = string.Concat(Enumerable.Range(0, Together).Select(n => FormattableString.Invariant(
                $$"""{"account":"a{{writer}}-{{n}}","id":"e{{writer}}-{{batch}}-{{n}}","kind":"payment","amount":{"amount":"1.00","currency":"USD"},"at":"2026-01-01T00:00:00Z","reason":"race"}{{"\n"}}""")));
            for (var host = writer; !await SentAsync(http, new(hosts.Of(host), "api/accounts/entries"), lines); host++)
            {
                // Its host was killed, or is just starting: on with the other.
            }
        }
    }

    private static async Task<bool> SentAsync(HttpClient http, Uri entries, string lines)
    {
        try
        {
            using var answer = await http.PostAsync(entries, new StringContent(lines, new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-ndjson")));
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");

            var answers = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("result").GetString()).ToArray();
            if (answers.FirstOrDefault(one => one is not ("booked" or "already-booked" or "busy")) is { } other)
                throw new InvalidOperationException($"An entry was answered {other}.");
            return answers.Length == Together && !answers.Contains("busy");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
            return false;
        }
    }
}
