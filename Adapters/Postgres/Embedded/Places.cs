using System.Text;

namespace Tempest.Adapters.Postgres.Embedded;

/// <summary>
/// Where things are kept when nobody says otherwise. Root's own home is closed to the account that PostgreSQL runs
/// under, so root keeps them with the system's services. The <c>tempest</c> script looks in the same places.
/// </summary>
public static class Places
{
    /// <summary>Data that must not be lost.</summary>
    public static string Data => Environment.IsPrivilegedProcess
        ? "/var/lib/tempest"
        : Path.Combine(Variable("XDG_DATA_HOME") ?? InHome(".local/share"), "tempest");

    /// <summary>What may be deleted at any moment and is made again: templates, unpacked programs.</summary>
    public static string Cache => Environment.IsPrivilegedProcess
        ? "/var/cache/tempest"
        : Path.Combine(Variable("XDG_CACHE_HOME") ?? InHome(".cache"), "tempest");

    /// <summary>
    /// A new private folder whose name leaves room for a socket's: the kernel takes 107 bytes, macOS 103, and some
    /// systems' temporary folders are deep.
    /// </summary>
    internal static string NewTemporary()
    {
        var name = $"tempest-{Guid.NewGuid().ToString("n")[..12]}";
        var usual = Path.Combine(Path.GetTempPath(), name);
        return HasRoomForSocket(Path.Combine(usual, "data")) ? usual : Path.Combine("/tmp", name);
    }

    /// <summary>PostgreSQL reads its list of socket folders with commas between them.</summary>
    internal static bool HasRoomForSocket(string folder) =>
        Encoding.UTF8.GetByteCount(folder + "/.s.PGSQL.5432") <= 103 && !folder.Contains(',', StringComparison.Ordinal);

    private static string InHome(string folder) =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), folder);

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { } path && Path.IsPathRooted(path) ? path : null;
}
