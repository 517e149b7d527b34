using System.Globalization;

namespace Tempest.Adapters.Postgres.Embedded;

/// <summary>What is where in a cluster's folder.</summary>
internal sealed record ClusterFolder(string Path)
{
    public string Data => System.IO.Path.Combine(Path, "data");

    public string Log => System.IO.Path.Combine(Path, "postgres.log");

    /// <summary>The version the data is of; null: there is no data yet.</summary>
    public int? Major =>
        File.Exists(VersionFile) ? int.Parse(File.ReadAllText(VersionFile), CultureInfo.InvariantCulture) : null;

    private string VersionFile => System.IO.Path.Combine(Data, "PG_VERSION");

    /// <summary>
    /// Root keeps the folder itself, so that the server's account can reach its data but not the lock beside it; a
    /// throwaway folder is the account's, which deletes it.
    /// </summary>
    public async Task MakeAsync(bool throwaway, Account account, CancellationToken cancel)
    {
        if (throwaway || account.Name is null) await account.MakeFolderAsync(Path, cancel);
        else Directory.CreateDirectory(Path);
    }

    /// <summary>
    /// Whoever holds this may start the server. The kernel lets go of it when the holder ends, in whatever way.
    /// </summary>
    /// <returns>null: another process holds it.</returns>
    public IDisposable? TryLock()
    {
        var file = System.IO.Path.Combine(Path, "lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }
    }

    /// <summary>A start begins a new log and keeps the one before, which tells of a crash.</summary>
    public async Task BeginLogAsync(Account account, CancellationToken cancel)
    {
        if (File.Exists(Log)) File.Move(Log, Log + ".before", overwrite: true);
        await account.MakeFileAsync(Log, cancel);
    }

    public async Task<string> ReadLogAsync(CancellationToken cancel) => await File.ReadAllTextAsync(Log, cancel);
}
