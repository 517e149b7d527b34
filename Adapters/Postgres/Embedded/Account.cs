namespace Tempest.Adapters.Postgres.Embedded;

/// <summary>
/// Whom PostgreSQL runs as. It refuses to run as root, so root hands it, and its files, to an account with fewer
/// rights.
/// </summary>
/// <param name="Name">null: whoever runs Tempest.</param>
internal sealed record Account(string? Name)
{
    private static readonly string[] WithFewRights = ["postgres", "nobody", "daemon"];

    public static Account OfServer() => new(Environment.IsPrivilegedProcess ? WithFewRights.First(Exists) : null);

    public Task<string> RunAsync(
        string file, IEnumerable<string> arguments, CancellationToken cancel, string input = "") =>
        Programs.RunAsync(file, arguments, Name, cancel, input);

    /// <summary>A folder that the account owns and nobody else can enter.</summary>
    public Task MakeFolderAsync(string path, CancellationToken cancel) =>
        Programs.RunAsync("install", ["-d", "-m", "700", .. Owner, path], account: null, cancel);

    /// <summary>An empty file that only the account writes.</summary>
    public Task MakeFileAsync(string path, CancellationToken cancel) =>
        Programs.RunAsync("install", ["-m", "600", .. Owner, "/dev/null", path], account: null, cancel);

    /// <summary>Data that was restored from a copy, or made before the account existed, is someone else's.</summary>
    public async Task OwnAsync(string folder, CancellationToken cancel)
    {
        if (Name is null) return;
        var listed = await Programs.RunAsync("ls", ["-ld", folder], account: null, cancel);
        var owner = listed.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2];
        if (owner != Name) await Programs.RunAsync("chown", ["-R", Name, folder], account: null, cancel);
    }

    /// <exception cref="EmbeddedPostgresException">A folder above is closed to the account.</exception>
    public async Task MustReachAsync(string folder, CancellationToken cancel)
    {
        if (Name is null) return;
        try
        {
            await RunAsync("test", ["-x", folder], cancel);
        }
        catch (EmbeddedPostgresException closed)
        {
            throw new EmbeddedPostgresException(
                $"PostgreSQL cannot run as root, and the account {Name} cannot reach {folder}: choose another.",
                closed);
        }
    }

    private string[] Owner => Name is null ? [] : ["-o", Name];

    private static bool Exists(string name) =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith(name + ":", StringComparison.Ordinal));
}
