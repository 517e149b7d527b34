using Tempest.DomainTests.Levels;

namespace Tempest.DomainTests.Steps;

/// <summary>
/// One scenario's world: the level it runs at, the names it uses (each made its own, so that scenarios share a database
/// and never meet), and the last answer.
/// </summary>
public sealed class World(Level level)
{
    private readonly string mark = $"-{Guid.NewGuid().ToString("n")[..8]}";

    /// <summary>Where people act and look.</summary>
    public ITempest Tempest => level.Face;

    /// <summary>Where what is given is put in place.</summary>
    public IInside Given => level.Inside;

    public Reply Reply { get; private set; } = new();

    /// <summary>When many things were asked at once, each one's answer.</summary>
    public IReadOnlyList<Reply> Replies { get; set; } = [];

    /// <summary>What somebody saw, by name.</summary>
    public Dictionary<string, string> Seen { get; } = [];

    public List<string> Skus { get; } = [];

    public string Own(string name) => name + mark;

    /// <summary>A sentence in the scenario's words.</summary>
    public string Plain(string sentence) => sentence.Replace(mark, "", StringComparison.Ordinal);

    public string Told(string own) => own.EndsWith(mark, StringComparison.Ordinal) ? own[..^mark.Length] : own;

    /// <summary>Names that belong to this scenario, in the scenario's words.</summary>
    public string Ours(IEnumerable<string> all) =>
        string.Join(", ", all.Where(name => name.EndsWith(mark, StringComparison.Ordinal)).Select(Told));

    public async Task Ask(Task<Reply> asked) => Reply = await asked;

    public static async Task Arrange(Task<Reply> arranged)
    {
        if ((await arranged).Refusal is { } code) throw new InvalidOperationException($"What is given was refused: {code}.");
    }

    /// <summary>Until all that follows from what was done in this scenario is done.</summary>
    public Task Settle() => Given.SettleAsync(of => of.Contains(mark, StringComparison.Ordinal));

    public Task<IReadOnlyList<string>> Refused() => Tempest.RefusedAsync(of => of.Contains(mark, StringComparison.Ordinal));

    public Task TakeCatalogueAway() => level.TakeCatalogueAway([.. Skus.Select(Own)]);
}
