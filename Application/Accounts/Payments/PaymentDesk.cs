using Tempest.Application.Access;
using Tempest.Application.Commands;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.Application.Accounts.Payments;

/// <summary>
/// Where a customer pays. What the provider has taken is booked under the payment's id, so that it is booked once, however often
/// anybody comes back, reloads, or asks again because an answer was lost.
/// </summary>
/// <param name="provider">Null: nobody takes payments for us; customers pay by transfer.</param>
public sealed class PaymentDesk(IPaymentProvider? provider, IStorage storage, Caller caller, TimeProvider clock)
{
    public bool TakesPayments => provider is not null;

    private IPaymentProvider Provider => provider ?? throw new InvalidOperationException("Nobody takes payments for us.");

    public Task<string> BeginAsync(PaymentWish wish, CancellationToken cancel = default) => Provider.BeginAsync(wish, cancel);

    /// <summary>What has become of a payment of the account's; one that was made is booked by then.</summary>
    /// <exception cref="PaymentUnclearException">Ask again.</exception>
    public async Task<PaymentOutcome> SettleAsync(AccountId account, EntryId payment, CancellationToken cancel = default)
    {
        if (await BookedAsync(account, payment, cancel) is { } booked) return new PaymentBooked(booked);
        if (provider is null) return new PaymentMissing();

        return await provider.FindAsync(payment, cancel) switch
        {
            PaymentTaken taken when taken.Wish.Account == account => await BookAsync(taken, cancel),
            PaymentDeclined declined when declined.Wish.Account == account => new PaymentRefused(declined.Wish.Amount, declined.Why),
            PaymentOpen open when open.Wish.Account == account => new PaymentUnfinished(open.Wish.Amount, open.ContinueAt),
            _ => new PaymentMissing(),
        };
    }

    /// <summary>What was taken and is not booked, because nobody came back.</summary>
    public async Task<IReadOnlyList<PaymentTaken>> NotBookedAsync(AccountId account, CancellationToken cancel = default)
    {
        var left = new List<PaymentTaken>();
        foreach (var taken in provider is null ? [] : await provider.TakenAsync(account, cancel))
        {
            if (await BookedAsync(account, taken.Wish.Id, cancel) is null) left.Add(taken);
        }

        return left;
    }

    private async Task<PaymentOutcome> BookAsync(PaymentTaken taken, CancellationToken cancel)
    {
        var (wish, now) = (taken.Wish, clock.GetUtcNow());
        var command = new Command($"payment/{wish.Account}/{wish.Id}", $"{wish.Amount}", caller.Actor, now);
        var pay = AccountUseCases.Pay(wish.Account, wish.Id, wish.Amount, "Paid by card", now, taken.At < now ? taken.At : now);
        return await storage.ExecuteAsync(command, pay, cancel) switch
        {
            Done => new PaymentBooked((await BookedAsync(wish.Account, wish.Id, cancel))!),
            Rejected { Why: var why } => new PaymentNotBooked(wish.Amount, why),
            var other => throw new InvalidOperationException($"Payment {wish.Id} was answered {other}."),
        };
    }

    private async Task<BookedEntry?> BookedAsync(AccountId account, EntryId payment, CancellationToken cancel) =>
        (await storage.LoadAsync(AccountStreams.Entries.Stream(AccountUseCases.KeyOf(account, payment)), cancel)).State as BookedEntry;
}

/// <summary>What has become of a payment, as far as the customer is concerned.</summary>
public abstract record PaymentOutcome;

public sealed record PaymentBooked(BookedEntry Entry) : PaymentOutcome;

public sealed record PaymentRefused(Money Amount, string Why) : PaymentOutcome;

/// <param name="ContinueAt">Where it can still be made.</param>
public sealed record PaymentUnfinished(Money Amount, string ContinueAt) : PaymentOutcome;

/// <summary>It was taken, and the account does not take it: somebody has to look.</summary>
public sealed record PaymentNotBooked(Money Amount, Refusal Why) : PaymentOutcome;

public sealed record PaymentMissing : PaymentOutcome;
