using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using Tempest.DomainTests.Postgres;

namespace Tempest.DomainTests.Feed;

/// <summary>Two hosts, one of which is killed and started again now and then.</summary>
internal sealed class Hosts(string connection) : IAsyncDisposable
{
    private readonly HostProcess[] hosts = new HostProcess[2];

    public int Kills { get; private set; }

    public Uri Of(int client) => hosts[client % 2].Url;

    public async Task StartAsync()
    {
        for (var host = 0; host < hosts.Length; host++) hosts[host] = await HostAsync();
    }

    public async Task KillNowAndThenAsync(CancellationToken over)
    {
        var chance = new Random(7);
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(chance.Next(1_000, 8_000), over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested) return;

            var host = chance.Next(hosts.Length);
            await hosts[host].KillAsync();
            Kills++;
            hosts[host] = await HostAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts) await host.DisposeAsync();
    }

    private Task<HostProcess> HostAsync() =>
        HostProcess.StartAsync(("ConnectionStrings__Tempest", connection), ("Queue__Works", "false"));
}

/// <summary>Reads the feed over HTTP while it is written, and goes on at the next host when its own is gone.</summary>
internal sealed class FeedFollower(Hosts hosts, string token, string type) : IDisposable
{
    private readonly IdDigest ids = new();
    private readonly List<double> delays = [];
    private int connections;

    public long Last { get; private set; }

    public long Seen { get; private set; }

    public string Digest => ids.ToString();

    public async Task FollowAsync(CancellationToken over)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
        http.DefaultRequestHeaders.Accept.ParseAdd(type);
        while (!over.IsCancellationRequested)
        {
            try
            {
                await (type == "text/event-stream" ? StreamAsync(http, over) : PagesAsync(http, over));
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && over.IsCancellationRequested))
            {
                // It is over, or the host was killed: on with the other, from where this one was.
            }
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{type}: {Seen} events over {connections} connections; told {Delay(0.5):0} ms after recording at the median, {Delay(0.95):0} ms at the 95th percentile.");

    public void Dispose() => ids.Dispose();

    private double Delay(double share) => delays.Order().ElementAt((int)(share * (delays.Count - 1)));

    private async Task StreamAsync(HttpClient http, CancellationToken over)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(hosts.Of(connections++), "api/feed"));
        request.Headers.Add("Last-Event-ID", Last.ToString(CultureInfo.InvariantCulture));
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, over);
        answer.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(over));
        while (await lines.ReadLineAsync(over) is { } line)
        {
            if (!line.StartsWith("data: ", StringComparison.Ordinal)) continue;

            using var told = JsonDocument.Parse(line[6..]);
            See(told.RootElement);
        }
    }

    private async Task PagesAsync(HttpClient http, CancellationToken over)
    {
        var host = hosts.Of(connections++);
        while (true)
        {
            using var page = JsonDocument.Parse(await http.GetStringAsync(
                new Uri(host, FormattableString.Invariant($"api/feed?after={Last}&limit=500&wait=20")), over));
            foreach (var told in page.RootElement.EnumerateArray()) See(told);
        }
    }

    private void See(JsonElement told)
    {
        var position = long.Parse(told.GetProperty("position").GetString()!, CultureInfo.InvariantCulture);
        if (position != Last + 1) throw new InvalidOperationException(FormattableString.Invariant($"{position} came after {Last}."));

        (Last, Seen) = (position, Seen + 1);
        ids.Add(told.GetProperty("id").GetString()!);
        delays.Add((DateTimeOffset.UtcNow - told.GetProperty("recordedtime").GetDateTimeOffset()).TotalMilliseconds);
    }
}

/// <summary>What many a reader does: rows with a number of the database's own, read past the last number seen.</summary>
internal sealed class NaiveReader(NpgsqlDataSource database)
{
    private long last, read;

    public long Written { get; private set; }

    public async Task RunAsync(CancellationToken over)
    {
        await ScalarAsync("create table naive (id bigint generated always as identity primary key); select 0::bigint");
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => WriteAsync(over)));
        while (!writing.IsCompleted)
        {
            await ReadAsync();
            await Task.Delay(5, CancellationToken.None);
        }

        await writing;
        await ReadAsync();
        Written = await ScalarAsync("select count(*) from naive");
    }

    public long Missed => Written - read;

    private async Task ReadAsync()
    {
        await using var query = database.CreateCommand($"select id from naive where id > {last.ToString(CultureInfo.InvariantCulture)} order by id");
        await using var rows = await query.ExecuteReaderAsync();
        for (; await rows.ReadAsync(); read++) last = rows.GetInt64(0);
    }

    private async Task WriteAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
            await ScalarAsync("insert into naive default values; select 0::bigint from pg_sleep(random() * 0.02)");
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var query = database.CreateCommand(sql);
        return (long)(await query.ExecuteScalarAsync())!;
    }
}

/// <summary>Of ids in their order: another when one of them is, or two change places.</summary>
internal sealed class IdDigest : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Add(string id) => hash.AppendData(Encoding.UTF8.GetBytes($"{id}\n"));

    public override string ToString() => Convert.ToHexStringLower(hash.GetCurrentHash());

    public void Dispose() => hash.Dispose();
}
