using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tempest.Application.Storage;

namespace Tempest.DomainTests.Contracts;

/// <summary>
/// A small entity from its source text, compiled and loaded apart: so two can be compared that differ in one place and
/// have the same names throughout, as the same code of yesterday and of today has.
/// </summary>
internal static class CompiledTwin
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal)
                    || name is "Tempest.Domain.dll" or "Tempest.Application.dll"))
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];

    public static string Fingerprint(string source)
    {
        var home = new AssemblyLoadContext("a twin", isCollectible: true);
        try
        {
            return Of(Loaded(source, home));
        }
        finally
        {
            home.Unload();
        }
    }

    /// <summary>The whole entity, to be stored: the source's <c>Streams.All</c>.</summary>
    public static Category Category(string source) => (Category)Named(
        Loaded(source, new AssemblyLoadContext("a twin that stays")), "Streams").GetProperty("All")!.GetValue(null)!;

    private static Assembly Loaded(string source, AssemblyLoadContext home)
    {
        var compiled = CSharpCompilation.Create(
            "Tempest.Twin",
            [CSharpSyntaxTree.ParseText(source)],
            References,
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        if (compiled.Emit(image) is { Success: false, Diagnostics: var faults })
            throw new InvalidOperationException(string.Join('\n',
                faults.Where(fault => fault.Severity == DiagnosticSeverity.Error)));

        image.Position = 0;
        return home.LoadFromStream(image);
    }

    /// <summary>By the names that the source uses: <c>Purse</c>, <c>Folds.Evolve</c> and <c>Contracts.All</c>.</summary>
    private static string Of(Assembly twin) => Application.Storage.Fingerprint.Of(
        Named(twin, "Purse"),
        Named(twin, "Folds").GetMethod("Evolve")!,
        (IReadOnlyList<EventContract>)Named(twin, "Contracts").GetProperty("All")!.GetValue(null)!);

    private static Type Named(Assembly twin, string name) =>
        twin.GetType(name) ?? throw new InvalidOperationException($"The source has no {name}.");
}
