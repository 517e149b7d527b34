namespace Tempest.Domain.Accounts;

// What has been told of an account to whoever follows it: its balance after each change, one after another.

public abstract record PublishedBalance;

public sealed record NothingPublished : PublishedBalance;

public sealed record LatestBalance(BalanceUpdated Update) : PublishedBalance;

public abstract record PublishedBalanceEvent;

/// <param name="Version">The account's version that the balance is of.</param>
/// <param name="Entry">What moved it.</param>
public sealed record BalanceUpdated(AccountId Account, Money Balance, long Version, Entry Entry)
    : PublishedBalanceEvent;

public sealed record PublishBalance(BalanceUpdated Update);

public sealed class PublishedBalanceDecider : IDecider<PublishedBalance, PublishBalance, PublishedBalanceEvent>
{
    public static PublishedBalance Initial { get; } = new NothingPublished();

    public static Decision<PublishedBalanceEvent> Decide(PublishedBalance state, PublishBalance command) =>
        state is LatestBalance { Update.Version: var told } && told >= command.Update.Version ? [] : [command.Update];

    public static PublishedBalance Evolve(PublishedBalance state, PublishedBalanceEvent happened) =>
        (state, happened) switch
    {
        (_, BalanceUpdated update) => new LatestBalance(update),
        _ => throw new BrokenHistoryException(state, happened),
    };
}
