using System.Security.Cryptography;
using System.Text;

namespace Tempest.Adapters.Postgres.Embedded;

/// <summary>
/// Makes the files of a new cluster: an initdb for one that lasts, a copy of a template for one that does not. Either
/// is made beside its place and then renamed, so that a half-made one is never taken for whole.
/// </summary>
internal sealed class ClusterFiles(Binaries binaries, Account account)
{
    public async Task MakeAsync(string data, bool durable, CancellationToken cancel)
    {
        var unfinished = data + ".new";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        if (durable) await InitdbAsync(unfinished, durable, cancel);
        else await CopyAsync(await TemplateAsync(cancel), unfinished, cancel);
        Directory.Move(unfinished, data);
    }

    /// <summary>Two processes may make it at once: the slower one uses the faster one's.</summary>
    private async Task<string> TemplateAsync(CancellationToken cancel)
    {
        var recipe = $"2 {binaries.Folder} {binaries.Version} {account.Name}";
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)))[..12];
        var template = Path.Combine(Places.Cache, $"template-{binaries.Major}-{digest}");
        if (Directory.Exists(template)) return template;

        Directory.CreateDirectory(Places.Cache);
        var mine = $"{template}.{Guid.NewGuid():n}";
        await InitdbAsync(mine, durable: false, cancel);
        try
        {
            Directory.Move(mine, template);
        }
        catch (IOException) when (Directory.Exists(template))
        {
            Directory.Delete(mine, recursive: true);
        }

        return template;
    }

    private async Task InitdbAsync(string data, bool durable, CancellationToken cancel)
    {
        await account.MakeFolderAsync(data, cancel);
        await account.MustReachAsync(data, cancel);
        try
        {
            await InitdbAsync(data, durable, "C.UTF-8", cancel);
        }
        catch (EmbeddedPostgresException failure) when (failure.Message.Contains("locale", StringComparison.Ordinal))
        {
            await InitdbAsync(data, durable, "C", cancel); // older systems do not know C.UTF-8; both sort by code point
        }

        // A database is 300 files: what is copied for every test run gets no second one.
        string[] how = durable ? ["--single"] : ["--single", "-F"];
        var statement = durable
            ? $"create database {Databases.Name}"
            : $"alter database postgres rename to {Databases.Name}";
        await account.RunAsync(binaries.Postgres, [.. how, "-D", data, "template1"], cancel, statement + "\n");
    }

    /// <summary>
    /// Everybody who reaches the socket is trusted: only the account can enter its folder. Texts are ordered by their bytes, as every
    /// look into an index compares some.
    /// </summary>
    private Task<string> InitdbAsync(string data, bool durable, string locale, CancellationToken cancel) =>
        account.RunAsync(binaries.Initdb,
            [
                "-D", data, "-U", Databases.User, "--auth-local=trust", "--auth-host=reject",
                "-E", "UTF8", $"--locale={locale}", "--lc-collate=C", durable ? "--data-checksums" : "--no-sync",
            ],
            cancel);

    private static Task<string> CopyAsync(string from, string to, CancellationToken cancel)
    {
        string[] how = OperatingSystem.IsLinux() ? ["-a", "--reflink=auto"] : ["-a"];
        return Programs.RunAsync("cp", [.. how, from, to], account: null, cancel);
    }
}
