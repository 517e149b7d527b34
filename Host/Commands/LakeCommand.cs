using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using Tempest.Application;
using Tempest.Application.Lake;
using Tempest.Application.Storage;

namespace Tempest.Host.Commands;

/// <summary><c>tempest lake</c>: every event for ever, as files that need no Tempest to be read.</summary>
public static class LakeCommand
{
    public static Command Create() => new("lake", "Every event for ever, as files: gzip of lines of JSON, and a manifest.")
    {
        Export(), Verify(), Restore(), Repair(), Seed(),
    };

    private static Command Export()
    {
        var folder = FolderArgument();
        var command = new Command("export", "Write what has happened since the last export. Stopped, it goes on where it was when it is run again.") { folder };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            var lake = FolderOf(parsed, folder);
            var before = lake.Manifest()?.Head ?? 0;
            var manifest = await Progress.ShowAsync("export", await database.Storage.HeadAsync(cancel) - before,
                done => new LakeExport(database.Storage, TenantId.Default, lake).RunAsync(done, cancel));
            Console.WriteLine($"{Number(manifest.Head - before)} events exported. {Stand(manifest)}");
            return 0;
        });
        return command;
    }

    private static Command Verify()
    {
        var folder = FolderArgument();
        var command = new Command("verify", "Look at every byte. Exits with 1 and the first position that was altered, is missing or stands elsewhere.") { folder };
        command.SetAction(async (parsed, cancel) =>
        {
            var lake = FolderOf(parsed, folder);
            var manifest = await Progress.ShowAsync("verify", lake.Manifest()?.Head ?? 0, done => Task.Run(() => new LakeReader(lake).Verify(done, cancel), cancel));
            Console.WriteLine($"Every byte is as it was written. {Stand(manifest)}");
            return 0;
        });
        return command;
    }

    private static Command Restore()
    {
        var folder = FolderArgument();
        var command = new Command("restore",
            "Put every event of a lake into an empty database, with its ids, times, positions and its command's id. What is no event "
            + "does not come from a lake: the catalogue, customers, people and tokens, what is queued, and the answers kept for commands' ids. "
            + "Stopped, go on with repair.") { folder };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            if (await database.Storage.HeadAsync(cancel) is not 0 and var head)
            {
                await Console.Error.WriteLineAsync($"tempest: {database.Where} holds {Number(head)} events. Restore into an empty one, or fill what this one has lost with `tempest lake repair`.");
                return 1;
            }

            var restored = await PutBackAsync("restore", database, FolderOf(parsed, folder), cancel);
            Console.WriteLine($"{Number(restored)} events restored. `tempest snapshots rebuild` spares the first readers the replay.");
            return 0;
        });
        return command;
    }

    private static Command Repair()
    {
        var folder = FolderArgument();
        var command = new Command("repair",
            "Fill what the database has lost, and alter nothing that is there: where it says something else, it stops with the position. "
            + "Restart the hosts afterwards.") { folder };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            var filled = await PutBackAsync("repair", database, FolderOf(parsed, folder), cancel);
            if (filled > 0) foreach (var category in Categories.All) await database.Storage.DiscardAsync(category, cancel);
            Console.WriteLine(filled == 0 ? "Nothing was missing." : $"{Number(filled)} events put back, and all snapshots dropped; restart the hosts.");
            return 0;
        });
        return command;
    }

    private static Task<long> PutBackAsync(string what, Database database, LakeFolder lake, CancellationToken cancel) =>
        Progress.ShowAsync(what, lake.Manifest()?.Head ?? 0, done => new LakeRestore(lake, database.Storage).RunAsync(done, cancel));

    private static Command Seed()
    {
        var folder = FolderArgument();
        var to = new Option<string>("--to") { Description = "A file, - for the standard output, or an address to which the lines are posted, 500 at a time.", Required = true };
        var after = new Option<long>("--after") { Description = "The last position that the consumer has." };
        var categories = new Option<string[]>("--category") { Description = "Only of this category; several may be given." };
        var types = new Option<string[]>("--type") { Description = "Only events of this type; several may be given." };
        var command = new Command("seed", "Fill a new consumer with what a lake has, in the feed's order, as lines of JSON.") { folder, to, after, categories, types };
        command.SetAction(async (parsed, cancel) =>
        {
            var reached = parsed.GetValue(after);
            var seed = new LakeSeed(FolderOf(parsed, folder), parsed.GetValue(categories) ?? [], parsed.GetValue(types) ?? []);
            await using var consumer = Consumer.Of(parsed.GetRequiredValue(to));
            try
            {
                var given = await seed.RunAsync(reached, async (lines, last) =>
                {
                    await consumer.TakeAsync(lines, cancel);
                    reached = last;
                }, cancel);
                await Console.Error.WriteLineAsync($"{Number(given)} events given, the last at position {reached}.");
                return 0;
            }
            catch (HttpRequestException e)
            {
                await Console.Error.WriteLineAsync($"tempest: {e.Message.TrimEnd('.')}. It has everything to position {reached}: go on with --after {reached}.");
                return 1;
            }
        });
        return command;
    }

    private static Argument<DirectoryInfo> FolderArgument() => new("folder") { Description = "Where the lake is." };

    private static LakeFolder FolderOf(ParseResult parsed, Argument<DirectoryInfo> folder) => new(parsed.GetRequiredValue(folder).FullName);

    private static string Stand(LakeManifest manifest) => $"The lake ends at position {Number(manifest.Head)}, {manifest.Hash}.";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Takes lines of JSON: a stream, or whoever answers at an address.</summary>
    private sealed class Consumer(Stream? stream, HttpClient? client) : IAsyncDisposable
    {
        public static Consumer Of(string to) =>
            Uri.TryCreate(to, UriKind.Absolute, out var address) && address.Scheme.StartsWith("http", StringComparison.Ordinal)
                ? new(null, new HttpClient { BaseAddress = address })
                : new(to == "-" ? Console.OpenStandardOutput() : File.Create(to), null);

        public async Task TakeAsync(IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancel)
        {
            byte[] body = [.. lines.SelectMany(line => line.ToArray().Append((byte)'\n'))];
            if (stream is not null)
            {
                await stream.WriteAsync(body, cancel);
                return;
            }

            using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") } };
            using var answer = await client!.PostAsync((Uri?)null, content, cancel);
            answer.EnsureSuccessStatusCode();
        }

        public async ValueTask DisposeAsync()
        {
            client?.Dispose();
            if (stream is not null) await stream.DisposeAsync();
        }
    }
}
