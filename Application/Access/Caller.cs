using Tempest.Domain;

namespace Tempest.Application.Access;

/// <summary>Who asks for something, and as what.</summary>
/// <param name="Actor">As it stays in the history: <c>customer/polar</c>, <c>staff/dana</c>, <c>token/erp</c>; no name, no e-mail.</param>
/// <param name="Name">What to call them.</param>
/// <param name="Roles">What they may act as; none for somebody who has not signed in.</param>
/// <param name="Customer">Of a customer: which one.</param>
public sealed record Caller(string Actor, string Name, Roles Roles, CustomerId? Customer)
{
    /// <summary>Somebody who has not signed in.</summary>
    public static Caller Nobody { get; } = new("nobody", "", Roles.None, null);

    public bool IsSignedIn => Roles != Roles.None;

    public bool IsStaff => (Roles & Roles.Staff) != Roles.None;

    /// <summary>Whether the operation is theirs to ask for at all; a customer's must also be about what is the customer's.</summary>
    public bool May(string operation) => AccessTable.Of(operation) is Roles.Anyone || (AccessTable.Of(operation) & Roles) != Roles.None;

    /// <summary>Whether they may do it with what is the customer's only: nothing else exists for them.</summary>
    public bool OnlyTheirOwn(string operation) => (AccessTable.Of(operation) & Roles) == Roles.Customer;

    /// <summary>The actor of what a customer does.</summary>
    public static string ActorOf(CustomerId customer) => $"customer/{customer}";
}

/// <summary>What somebody may act as; one person may be several.</summary>
[Flags]
public enum Roles
{
    None = 0,

    /// <summary>One who buys: sees and does what is theirs.</summary>
    Customer = 1,

    /// <summary>Takes orders by telephone and approves them.</summary>
    Sales = 2,

    /// <summary>Finds trucks for shipments.</summary>
    Dispatch = 4,

    /// <summary>Picks up and delivers.</summary>
    Driver = 8,

    /// <summary>Keeps the accounts.</summary>
    Finance = 16,

    /// <summary>Keeps the products.</summary>
    Catalogue = 32,

    /// <summary>Keeps Tempest running.</summary>
    Operator = 64,

    Staff = Sales | Dispatch | Driver | Finance | Catalogue | Operator,

    /// <summary>In the table alone: also who has not signed in.</summary>
    Anyone = 1 << 16,
}
