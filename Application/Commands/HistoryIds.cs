using Tempest.Application.Storage;

namespace Tempest.Application.Commands;

/// <summary>
/// The ids of commands that tell of the past. They are made of what is told, so that telling it again does nothing, and show
/// for ever that it was recorded and not decided.
/// </summary>
public static class HistoryIds
{
    private const string Import = "import/", Entry = "entry/";

    /// <param name="kind">What is imported, in the plural.</param>
    /// <param name="item">Its id.</param>
    /// <param name="step">Tells its later steps apart; null for the first.</param>
    public static string OfImport(string kind, string item, string? step) => $"{Import}{kind}/{item}{(step is null ? "" : $"/{step}")}";

    /// <param name="line">The whole of what somebody else's books say of an account's entry.</param>
    public static string OfEntry(string line) => $"{Entry}{Digest.Of(line)}";

    public static bool IsOne(string commandId) =>
        commandId.StartsWith(Import, StringComparison.Ordinal) || commandId.StartsWith(Entry, StringComparison.Ordinal);
}
