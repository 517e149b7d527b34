using System.Collections.Concurrent;
using Tempest.Application.Accounts.Payments;
using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.Adapters.Web.Accounts;

/// <summary>
/// Plays the provider of payments, so that paying can be tried without one: its card page is on this host, and whoever looks at it
/// says what becomes of the payment. It forgets everything with the process.
/// </summary>
internal sealed class SandboxPayments(TimeProvider clock) : IPaymentProvider
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<EntryId, PaymentState> payments = new();
    private readonly ConcurrentDictionary<EntryId, bool> lost = new();

    public Task<string> BeginAsync(PaymentWish wish, CancellationToken cancel = default)
    {
        if (payments.Count >= Most) payments.Clear();
        var open = new PaymentOpen(wish, PageOf(wish.Id));
        return payments.GetOrAdd(wish.Id, open) is var state && WishOf(state) == wish
            ? Task.FromResult(state is PaymentOpen ? open.ContinueAt : wish.ReturnTo)
            : throw new InvalidOperationException($"Payment {wish.Id} was begun before, otherwise.");
    }

    public Task<PaymentState> FindAsync(EntryId payment, CancellationToken cancel = default) =>
        lost.TryRemove(payment, out _)
            ? throw new PaymentUnclearException()
            : Task.FromResult(payments.GetValueOrDefault(payment) ?? new PaymentNotKnown());

    public Task<IReadOnlyList<PaymentTaken>> TakenAsync(AccountId account, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<PaymentTaken>>([.. payments.Values.OfType<PaymentTaken>().Where(taken => taken.Wish.Account == account)]);

    /// <returns>Null when there is nothing to pay under this id, or no longer.</returns>
    public PaymentOpen? Open(EntryId payment, AccountId account) =>
        payments.GetValueOrDefault(payment) is PaymentOpen open && open.Wish.Account == account ? open : null;

    /// <summary>The customer pays; the first answer about it may get lost.</summary>
    public void Take(PaymentOpen open, bool loseTheAnswer)
    {
        if (loseTheAnswer) lost[open.Wish.Id] = true;
        payments.TryUpdate(open.Wish.Id, new PaymentTaken(open.Wish, clock.GetUtcNow()), open);
    }

    public void Decline(PaymentOpen open) =>
        payments.TryUpdate(open.Wish.Id, new PaymentDeclined(open.Wish, "The bank did not accept the card."), open);

    private static string PageOf(EntryId payment) => $"/sandbox/card/{payment}";

    private static PaymentWish? WishOf(PaymentState state) => state switch
    {
        PaymentOpen open => open.Wish,
        PaymentDeclined declined => declined.Wish,
        PaymentTaken taken => taken.Wish,
        _ => null,
    };
}
