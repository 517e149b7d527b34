namespace Tempest.Adapters.Postgres.Embedded;

/// <summary>PostgreSQL's programs on this machine.</summary>
public static class PostgresBinaries
{
    private static readonly string[] Roots = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt"];

    /// <summary>What the start script has fetched, if it had to.</summary>
    public static string Fetched => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "tempest", "postgres", "bin");

    /// <exception cref="PostgresNotFoundException">There are none; it says what to install.</exception>
    public static string Find() => Find(
        [Environment.GetEnvironmentVariable("TEMPEST_PG_BIN") ?? "", .. Installed(), .. OnThePath(), Fetched]);

    /// <summary>The first of these folders that holds a server.</summary>
    public static string Find(IEnumerable<string> folders) =>
        folders.FirstOrDefault(folder => folder.Length > 0
            && File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")))
        ?? throw new PostgresNotFoundException(
            "PostgreSQL is not on this machine: install it (on Debian and Ubuntu: apt-get install postgresql; on a Mac: brew install "
            + "postgresql), or set TEMPEST_PG_BIN to the folder of its programs, or ConnectionStrings__Tempest to a server.");

    private static string[] OnThePath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

    /// <summary>The newest version first.</summary>
    private static IEnumerable<string> Installed() => Roots.Where(Directory.Exists)
        .SelectMany(Directory.EnumerateDirectories)
        .Where(folder => folder.StartsWith("/usr/", StringComparison.Ordinal) || Path.GetFileName(folder).StartsWith("postgresql", StringComparison.Ordinal))
        .OrderByDescending(folder => int.TryParse(string.Concat(Path.GetFileName(folder).Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture, out var major) ? major : 0)
        .Select(folder => Path.Combine(folder, "bin"));
}
