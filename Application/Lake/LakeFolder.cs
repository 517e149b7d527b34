using Tempest.Application.Storage;

namespace Tempest.Application.Lake;

/// <summary>
/// A lake's files. What is written is whole or not there: it comes under another name, is on the disk, and is then given its own.
/// </summary>
public sealed class LakeFolder(string path)
{
    private const string Unfinished = ".new";

    public string Path => path;

    public string PathOf(string file) => System.IO.Path.Combine(path, file);

    /// <summary>Nobody else writes it until this is disposed.</summary>
    /// <exception cref="IOException">Somebody does.</exception>
    public IDisposable Lock()
    {
        Directory.CreateDirectory(path);
        return new FileStream(PathOf("lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
    }

    /// <returns>Null when there is none: nothing was exported yet.</returns>
    /// <exception cref="LakeFaultException">It is not as it was written.</exception>
    public LakeManifest? Manifest() =>
        File.Exists(PathOf(LakeManifest.File)) ? LakeManifest.Read(File.ReadAllBytes(PathOf(LakeManifest.File))) : null;

    public FileStream Begin(string file) => File.Create(PathOf(file) + Unfinished);

    public void Finish(FileStream written, string file)
    {
        written.Flush(flushToDisk: true);
        written.Dispose();
        File.Move(PathOf(file) + Unfinished, PathOf(file), overwrite: true);
    }

    public void Write(LakeManifest manifest)
    {
        var file = Begin(LakeManifest.File);
        file.Write(manifest.Write());
        Finish(file, LakeManifest.File);
    }

    /// <summary>What an export that was stopped has left, and segments that have grown into others.</summary>
    public void Tidy(LakeManifest manifest)
    {
        var ours = manifest.Segments.Select(segment => segment.File).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(path, $"{LakeExport.Prefix}*"))
            if (!ours.Contains(System.IO.Path.GetFileName(file))) File.Delete(file);
    }

    /// <summary>The SHA-256 of a file, as the manifest has it.</summary>
    public string Sha256(string file) => Digest.Of(File.ReadAllBytes(PathOf(file)));
}
