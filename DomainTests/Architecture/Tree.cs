using System.Diagnostics;

namespace Tempest.DomainTests.Architecture;

/// <summary>A copy of some of the project's own build files in a folder of its own, to be spoilt and built there.</summary>
internal sealed class Tree : IDisposable
{
    private readonly string root = Path.Combine(Path.GetTempPath(), $"tempest-tree-{Guid.NewGuid():n}");

    public Tree(params string[] files)
    {
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
            File.Copy(Repository.File(file), At(file));
        }
    }

    public string At(string file) => Path.Combine(root, file);

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
        File.WriteAllText(At(file), text);
    }

    /// <returns>All that was said, and whether it succeeded.</returns>
    public async Task<(bool Succeeded, string Said)> DotnetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        using var dotnet = Process.Start(start)!;
        var errors = dotnet.StandardError.ReadToEndAsync();
        var said = await dotnet.StandardOutput.ReadToEndAsync() + await errors;
        await dotnet.WaitForExitAsync();
        return (dotnet.ExitCode == 0, said);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
