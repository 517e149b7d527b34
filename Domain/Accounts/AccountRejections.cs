namespace Tempest.Domain.Accounts;

public sealed record AccountNotFound() : Rejection("account-not-found", "There is no such account.");

public sealed record AccountAlreadyOpen(string Holder)
    : Rejection("account-already-open", $"The account was opened before, otherwise: for {Holder}.");

public sealed record HolderMissing() : Rejection("holder-missing", "Say whose account it is.");

public sealed record CreditLimitNotUsable(Money Limit)
    : Rejection("credit-limit-not-usable", $"A credit limit is zero or more and can be paid; {Limit} is not.");

public sealed record CurrencyNotTheAccounts(Currency Given, Currency Account)
    : Rejection("currency-not-the-accounts", $"This account is kept in {Account}, not in {Given}.");

public sealed record AmountNotPayable(Money Amount) : Rejection("amount-not-payable",
    $"An amount is above zero, with no more digits than {Amount.Currency} has; {Amount} is not.");

public sealed record BillDoesNotAddUp(Money Amount, Money Goods, Money Carriage) : Rejection("bill-does-not-add-up",
    $"Goods of {Goods} and carriage of {Carriage} are not {Amount}.");

public sealed record EntryReasonMissing() : Rejection("entry-reason-missing", "Say what the entry is for.");

public sealed record EntryInTheFuture()
    : Rejection("entry-in-the-future", "An entry is of something that has happened; its time is yet to come.");

public sealed record EntryDiffers(EntryId Entry) : Rejection("entry-differs",
    $"Entry {Entry} was booked before, otherwise; what happened anew needs an id of its own.");

public sealed record EntryNotKnown(EntryId Entry)
    : Rejection("entry-not-known", $"This account has no entry {Entry} to undo.");

public sealed record EntryNotRefundable(EntryId Entry) : Rejection("entry-not-refundable",
    $"Only a payment or a deposit is refunded, and {Entry} is neither; reverse it if it is wrong.");

public sealed record EntryNotReversible(EntryId Entry) : Rejection("entry-not-reversible",
    $"Entry {Entry} undoes another itself; post that one anew.");

public sealed record EntryAlreadyUndone(EntryId Entry)
    : Rejection("entry-already-undone", $"Nothing is left of entry {Entry} to undo.");

public sealed record RefundTooLarge(Money Amount, Money Left)
    : Rejection("refund-too-large", $"Of what is to be refunded {Left} is left, less than {Amount}.");

public sealed record CreditLimitExceeded(Money Amount, Money Available) : Rejection("credit-limit-exceeded",
    $"{Amount} is more than the {Available} that balance and credit leave.");

public sealed record CreditHeldOtherwise(OrderId Order, Money Amount) : Rejection("credit-held-otherwise",
    $"Order {Order} has been promised credit before, of {Amount}; release that first.");
