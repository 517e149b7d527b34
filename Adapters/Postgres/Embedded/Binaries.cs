using System.ComponentModel;
using System.Globalization;

namespace Tempest.Adapters.Postgres.Embedded;

/// <summary>PostgreSQL's programs, found on this machine.</summary>
/// <param name="Version">As it calls itself: <c>17.2</c>.</param>
internal sealed record Binaries(string Folder, string Version)
{
    private const string Install =
        "install PostgreSQL (apt-get install postgresql, or brew install postgresql), name its programs' folder " +
        "in TEMPEST_PG_BIN, or set ConnectionStrings__Tempest to use a server.";

    public string Postgres => Path.Combine(Folder, "postgres");

    public string Initdb => Path.Combine(Folder, "initdb");

    public int Major => int.Parse(string.Concat(Version.TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    /// <param name="folders">Where to look, best first; null: in the usual places.</param>
    /// <param name="major">The version that the data is of; null: no data yet, any will do.</param>
    /// <exception cref="PostgresNotFoundException">None, or none of that version.</exception>
    public static async Task<Binaries> FindAsync(
        IEnumerable<string>? folders, int? major, Account account, CancellationToken cancel)
    {
        var others = new SortedSet<int>();
        foreach (var folder in (folders ?? UsualPlaces()).Where(HoldsPrograms))
        {
            if (await TryAsync(folder, account, cancel) is not { } found) continue;
            if (major is null || found.Major == major) return found;
            others.Add(found.Major);
        }

        throw new PostgresNotFoundException(others.Count == 0
            ? $"Tempest keeps its data in a PostgreSQL of its own and found none on this machine: {Install}"
            : $"The data is of PostgreSQL {major}; here is {string.Join(", ", others)}: install PostgreSQL {major}.");
    }

    private static bool HoldsPrograms(string folder) =>
        Path.IsPathRooted(folder)
        && File.Exists(Path.Combine(folder, "postgres"))
        && File.Exists(Path.Combine(folder, "initdb"));

    /// <summary>Asked as the account that will run it: programs in somebody's home may be closed to it.</summary>
    private static async Task<Binaries?> TryAsync(string folder, Account account, CancellationToken cancel)
    {
        try
        {
            var answer = await account.RunAsync(Path.Combine(folder, "postgres"), ["--version"], cancel);
            return new Binaries(folder, answer.Split(' ', StringSplitOptions.TrimEntries)[2]);
        }
        catch (Exception unusable) when (unusable is Win32Exception or EmbeddedPostgresException)
        {
            return null;
        }
    }

    private static IEnumerable<string> UsualPlaces()
    {
        if (Environment.GetEnvironmentVariable("TEMPEST_PG_BIN") is { Length: > 0 } named) return [named];
        return
        [
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
            .. NewestFirst("/usr/lib/postgresql", "*"),
            .. NewestFirst("/usr", "pgsql-*"),
            .. NewestFirst("/opt/homebrew/opt", "postgresql*"),
            .. NewestFirst("/usr/local/opt", "postgresql*"),
            .. NewestFirst("/home/linuxbrew/.linuxbrew/opt", "postgresql*"),
            .. NewestFirst("/Applications/Postgres.app/Contents/Versions", "*"),
            .. NewestFirst(Path.Combine(Places.Cache, "postgres"), "*"),
        ];
    }

    private static IEnumerable<string> NewestFirst(string parent, string pattern) =>
        !Directory.Exists(parent)
            ? []
            : Directory.EnumerateDirectories(parent, pattern)
                .OrderByDescending(MajorInName)
                .Select(folder => Path.Combine(folder, "bin"));

    private static int MajorInName(string folder)
    {
        var number = Path.GetFileName(folder).SkipWhile(letter => !char.IsAsciiDigit(letter));
        var digits = string.Concat(number.TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var major) ? major : 0;
    }
}
