using System.Runtime.CompilerServices;
using System.Text.Json;
using Tempest.Application.Storage;

namespace Tempest.DomainTests.Samples;

/// <summary>
/// The approved samples of stored events, one file for every schema version ever stored:
/// <c>{category}/{event-type}.v{schema}.json</c>, indented for people, otherwise as stored.
/// </summary>
public sealed class SampleBook(string folder)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Those beside the tests.</summary>
    public static SampleBook Approved { get; } = new(Path.Combine(AppContext.BaseDirectory, "Samples"));

    /// <summary>Set by whoever approves a new event: what is missing is then written into the sources.</summary>
    public static bool Approving => Environment.GetEnvironmentVariable("APPROVE_SAMPLES") == "1";

    public static string NameOf(Category category, EventContract contract, int schema) =>
        $"{category.Name}/{contract.Type}.v{schema}.json";

    public string Read(string name) => File.ReadAllText(Path.Combine(folder, name)).ReplaceLineEndings("\n");

    /// <summary>Which samples these categories must have and lack.</summary>
    public IEnumerable<string> Missing(IEnumerable<Category> categories) => Wanted(categories).Except(Present());

    /// <summary>Which files belong to no event of these categories.</summary>
    public IEnumerable<string> Stray(IEnumerable<Category> categories) => Present().Except(Wanted(categories));

    /// <summary>How what is written now differs from the sample; null when it does not.</summary>
    public string? Difference(Category category, EventContract contract, object happened)
    {
        var approved = Read(NameOf(category, contract, contract.Schema));
        var written = Pretty(contract.Write(happened));
        return approved == written
            ? null
            : $"{contract.Type} was approved as\n{approved}and is now written as\n{written}";
    }

    /// <summary>Writes what is missing of the newest schemas; an older schema can only be found where it was stored.</summary>
    public static void Approve(Category category, EventContract contract, object happened,
        [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, NameOf(category, contract, contract.Schema));
        if (File.Exists(file)) return;

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, Pretty(contract.Write(happened)));
    }

    public static string Pretty(ReadOnlySpan<byte> stored) =>
        JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(stored), Indented) + "\n";

    private static IEnumerable<string> Wanted(IEnumerable<Category> categories) =>
        from category in categories
        from contract in category.Events
        from schema in Enumerable.Range(1, contract.Schema)
        select NameOf(category, contract, schema);

    private IEnumerable<string> Present() => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'));
}
