using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Policies;
using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.Adapters.Web.Staff.Commands;

/// <summary>What Tempest asked for by itself, and what somebody has to look at.</summary>
internal static class CommandPages
{
    private const string At = "/staff/commands";

    private const int AtOnce = 50;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet(At, ListAsync).WithName("staffCommandsPage");
        pages.MapPost($"{At}/{{id}}/ask-again", (string id, IStorage storage, CancellationToken cancel) =>
            SettleAsync(id, again: true, storage, cancel)).WithName("staffAskAgain");
        pages.MapPost($"{At}/{{id}}/dismiss", (string id, IStorage storage, CancellationToken cancel) =>
            SettleAsync(id, again: false, storage, cancel)).WithName("staffDismissCommand");
    }

    private static async Task<IResult> ListAsync(string? state, long? after, IStorage storage, CancellationToken cancel)
    {
        var wanted = Enum.GetValues<QueueState>().FirstOrDefault(one => string.Equals(one.ToString(), state, StringComparison.OrdinalIgnoreCase), QueueState.Refused);
        var found = await storage.ListAsync(AskedBy.Policies, wanted, after ?? 0, AtOnce + 1, cancel);
        var shown = found.Take(AtOnce).ToArray();
        return Views.Show<CommandsPage>(new CommandsModel(wanted, shown, after is null, found.Count > AtOnce ? shown[^1].Number : null));
    }

    /// <summary>Somebody else may have been quicker: then it says what became of it.</summary>
    private static async Task<IResult> SettleAsync(string id, bool again, IStorage storage, CancellationToken cancel)
    {
        if (!Identifier.IsValid(id) || await storage.FindAsync(id, cancel) is not { } command) return Views.Missing($"There is no command {id}.");

        return await storage.SettleAsync(id, again, cancel)
            ? Results.LocalRedirect(At)
            : Views.Fault(StatusCodes.Status409Conflict, $"The command is {command.State.ToString().ToLowerInvariant()} (command-not-refused); only a refused one is asked again or dismissed.");
    }
}

public sealed record CommandsModel(QueueState State, IReadOnlyList<QueuedCommand> Commands, bool IsFirst, long? Next)
{
    public string At(long? after = null) => Paging.Address("/staff/commands",
        ("state", State.ToString().ToLowerInvariant()), ("after", after is { } last ? FormattableString.Invariant($"{last}") : null));
}
