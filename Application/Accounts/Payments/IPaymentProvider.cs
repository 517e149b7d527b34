using Tempest.Domain;
using Tempest.Domain.Accounts;

namespace Tempest.Application.Accounts.Payments;

/// <summary>
/// Somebody outside who takes customers' money for us. It is slow, it fails, and its answers get lost: whatever is asked of it can
/// be asked again under the payment's id.
/// </summary>
public interface IPaymentProvider
{
    /// <summary>Makes ready for a payment. The same id again is the same payment.</summary>
    /// <returns>Where the customer goes to pay: an address of this host, or one that the pages' policy lets forms lead to.</returns>
    Task<string> BeginAsync(PaymentWish wish, CancellationToken cancel = default);

    /// <summary>What has become of a payment.</summary>
    /// <exception cref="PaymentUnclearException">It does not answer now; ask again.</exception>
    Task<PaymentState> FindAsync(EntryId payment, CancellationToken cancel = default);

    /// <summary>What it has lately taken for an account, whether or not anybody came back to say so.</summary>
    Task<IReadOnlyList<PaymentTaken>> TakenAsync(AccountId account, CancellationToken cancel = default);
}

/// <param name="Id">Under which it is booked, once, when it was made.</param>
/// <param name="ReturnTo">Where the customer comes back to, whatever became of it.</param>
public sealed record PaymentWish(EntryId Id, AccountId Account, Money Amount, string ReturnTo);

public abstract record PaymentState;

/// <summary>There is none of that id, or it is too long ago.</summary>
public sealed record PaymentNotKnown : PaymentState;

/// <param name="ContinueAt">Where it can still be made.</param>
public sealed record PaymentOpen(PaymentWish Wish, string ContinueAt) : PaymentState;

public sealed record PaymentDeclined(PaymentWish Wish, string Why) : PaymentState;

public sealed record PaymentTaken(PaymentWish Wish, DateTimeOffset At) : PaymentState;

/// <summary>Nobody knows at this moment whether a payment was made.</summary>
public sealed class PaymentUnclearException : Exception
{
    public PaymentUnclearException() : base("The provider of payments does not answer.") { }

    public PaymentUnclearException(string message) : base(message) { }

    public PaymentUnclearException(string message, Exception inner) : base(message, inner) { }
}
