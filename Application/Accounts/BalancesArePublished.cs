using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain.Accounts;
using static Tempest.Application.Accounts.AccountStreams;

namespace Tempest.Application.Accounts;

/// <summary>For services outside: each new balance stands in the feed, in the transaction that moved it.</summary>
public sealed class BalancesArePublished : ITranslator<BalanceUpdated>
{
    public StreamRef Stream(string id) => Balances.Stream(id);

    public Outcome Translate(string id, BalanceUpdated notice, Situation now) =>
        now.Decide(Balances, id, new PublishBalance(notice));
}
