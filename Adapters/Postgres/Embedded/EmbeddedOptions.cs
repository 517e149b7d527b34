namespace Tempest.Adapters.Postgres.Embedded;

/// <summary>Which private cluster to start, and how careful it is with its data.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>
    /// Holds the cluster, its log and its lock, and nothing else. Not used by a throwaway cluster, which makes its own.
    /// </summary>
    public string Folder { get; init; } = Places.Data;

    /// <summary>Whether what is committed survives a power cut. Only tests do without.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Lives in a temporary folder that is deleted with the server, also when its host is killed.</summary>
    public bool Throwaway { get; init; }

    /// <summary>How many connections the server takes at once.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary>How long to wait for another process's server on the same folder to start or to end.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where <c>postgres</c> and <c>initdb</c> are looked for; null: in the usual places.</summary>
    public IReadOnlyList<string>? BinaryFolders { get; init; }

    /// <summary>A fresh cluster in well under a second, for tests.</summary>
    public static EmbeddedOptions ForTests { get; } = new() { Durable = false, Throwaway = true };
}
