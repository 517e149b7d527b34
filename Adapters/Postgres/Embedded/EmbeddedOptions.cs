using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres.Embedded;

/// <summary>How a private PostgreSQL is kept.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>A folder of its own: the cluster, its log, its lock.</summary>
    public string Folder { get; init; } = Usual;

    /// <summary>Whether a commit survives a power cut. Only tests do without.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Whether the folder is a temporary one and goes with the server.</summary>
    public bool Throwaway { get; init; }

    public int MaxConnections { get; init; } = 200;

    /// <summary>Where the binaries are; null: found on this machine.</summary>
    public string? Binaries { get; init; }

    /// <summary>Where an installation keeps its data when nothing else is said.</summary>
    public static string Usual => Environment.IsPrivilegedProcess
        ? "/var/lib/tempest"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "tempest");

    internal EmbeddedOptions Placed() => Throwaway
        ? this with { Folder = Path.Combine(Path.GetTempPath(), $"tempest-{Guid.NewGuid().ToString("n")[..12]}") }
        : this with { Folder = Path.GetFullPath(Folder) };

    /// <summary>The socket's folder: within the data folder, unless that lies too deep for a socket's name.</summary>
    internal string SocketFolder
    {
        get
        {
            const int longest = 107 - 20; // of a unix socket's path, less the socket's own name
            var within = Path.Combine(Folder, "run");
            return within.Length <= longest ? within : $"/tmp/tempest-{Digest.Of(Folder)[..12]}";
        }
    }
}

/// <summary>The private PostgreSQL cannot run, and why.</summary>
public class EmbeddedPostgresException : Exception
{
    public EmbeddedPostgresException(string message) : base(message) { }

    public EmbeddedPostgresException(string message, Exception inner) : base(message, inner) { }

    public EmbeddedPostgresException() { }
}

/// <summary>There are no PostgreSQL binaries on this machine; the message says what to install.</summary>
public sealed class PostgresNotFoundException : EmbeddedPostgresException
{
    public PostgresNotFoundException(string message) : base(message) { }

    public PostgresNotFoundException(string message, Exception inner) : base(message, inner) { }

    public PostgresNotFoundException() { }
}
