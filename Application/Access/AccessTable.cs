using static Tempest.Application.Access.Roles;

namespace Tempest.Application.Access;

/// <summary>
/// Who may do what: an operation, by the name that the API and the pages have for it, and the roles it is for. For
/// <see cref="Customer"/> it is for what is the customer's own. What is not in the table nobody may do.
/// </summary>
public static class AccessTable
{
    /// <summary>What staff have a form for: a page to fill it in, and where it is sent.</summary>
    private static readonly string[] StaffForms =
    [
        "addProduct", "reviseProduct", "repriceProduct", "discontinueProduct", "reinstateProduct", "deleteProduct",
        "saveCustomer", "deleteCustomer",
        "placeOrder", "amendOrder", "approveOrder", "cancelOrder",
        "submitShipment", "assignTruck", "reassignTruck", "shipShipment", "deliverShipment", "cancelShipment", "commandShipments",
        "addTruck", "takeTruckOutOfService", "returnTruckToService",
        "openAccount", "pay", "deposit", "withdraw", "refund", "reverseEntry", "setCreditLimit", "holdCredit", "releaseCredit", "postEntries",
    ];

    private static readonly Dictionary<string, Roles> Rules = WithStaffForms(new(StringComparer.Ordinal)
    {
        ["root"] = Anyone,
        ["listProblems"] = Anyone,

        // Catalogue
        ["listProducts"] = Anyone,
        ["getProduct"] = Anyone,
        ["addProduct"] = Roles.Catalogue,
        ["reviseProduct"] = Roles.Catalogue,
        ["repriceProduct"] = Roles.Catalogue,
        ["discontinueProduct"] = Roles.Catalogue,
        ["reinstateProduct"] = Roles.Catalogue,
        ["deleteProduct"] = Roles.Catalogue,

        // Customers
        ["listCustomers"] = Sales | Finance | Dispatch,
        ["getCustomer"] = Customer | Sales | Finance | Dispatch,
        ["saveCustomer"] = Customer | Sales,
        ["deleteCustomer"] = Sales,

        // Orders
        ["listOrders"] = Customer | Sales | Dispatch | Finance,
        ["getOrder"] = Customer | Sales | Dispatch | Finance,
        ["getOrderEvents"] = Customer | Sales | Dispatch | Finance,
        ["getOrderHistory"] = Customer | Sales | Dispatch | Finance,
        ["getOrderDifference"] = Customer | Sales | Dispatch | Finance,
        ["getTimeline"] = Customer | Sales | Dispatch | Finance,
        ["placeOrder"] = Customer | Sales,
        ["amendOrder"] = Customer | Sales,
        ["approveOrder"] = Sales,
        ["cancelOrder"] = Customer | Sales,

        // Shipments
        ["quoteShipment"] = Anyone,
        ["listShipments"] = Customer | Sales | Dispatch | Finance,
        ["getShipment"] = Customer | Sales | Dispatch | Driver | Finance,
        ["getShipmentEvents"] = Customer | Sales | Dispatch | Finance,
        ["getShipmentHistory"] = Customer | Sales | Dispatch | Finance,
        ["getShipmentDifference"] = Customer | Sales | Dispatch | Finance,
        ["submitShipment"] = Customer | Sales | Dispatch,
        ["assignTruck"] = Dispatch,
        ["reassignTruck"] = Dispatch,
        ["shipShipment"] = Dispatch | Driver,
        ["deliverShipment"] = Dispatch | Driver,
        ["cancelShipment"] = Sales | Dispatch,
        ["commandShipments"] = Dispatch,

        // Trucks and the road
        ["listTrucks"] = Dispatch | Driver,
        ["getTruck"] = Dispatch | Driver,
        ["getTruckEvents"] = Dispatch,
        ["getTruckHistory"] = Dispatch,
        ["getTruckDifference"] = Dispatch,
        ["getDriversSheet"] = Dispatch | Driver,
        ["addTruck"] = Dispatch,
        ["takeTruckOutOfService"] = Dispatch,
        ["returnTruckToService"] = Dispatch,
        ["listWaitingShipments"] = Dispatch,
        ["listAvailableTrucks"] = Dispatch,
        ["listShipmentsOnTheRoad"] = Sales | Dispatch,

        // Accounts
        ["listAccounts"] = Finance | Sales,
        ["getAccount"] = Customer | Finance | Sales,
        ["getAccountEvents"] = Customer | Finance,
        ["getAccountHistory"] = Customer | Finance,
        ["getAccountDifference"] = Customer | Finance,
        ["getStatement"] = Customer | Finance,
        ["openAccount"] = Finance,
        ["pay"] = Finance,
        ["deposit"] = Finance,
        ["withdraw"] = Finance,
        ["refund"] = Finance,
        ["reverseEntry"] = Finance,
        ["setCreditLimit"] = Finance,
        ["holdCredit"] = Finance | Sales,
        ["releaseCredit"] = Finance | Sales,
        ["postEntries"] = Finance,

        // What Tempest does by itself, and what somebody has to look at
        ["listCommands"] = Sales | Dispatch | Finance | Operator,
        ["getCommand"] = Customer | Staff,
        ["askAgain"] = Sales | Dispatch | Finance | Operator,
        ["dismissCommand"] = Sales | Dispatch | Finance | Operator,

        // Anything that happened and why, as far as somebody may see the histories it stands in
        ["getEvent"] = Sales | Dispatch | Finance | Operator,

        // All that ever happened, of everybody: for programs with an operator's token
        ["readFeed"] = Operator,

        // Reports
        ["listReports"] = Sales | Finance | Operator,
        ["getReport"] = Sales | Finance | Operator,
        ["getBehindReport"] = Sales | Finance | Operator,

        // For those who run Tempest
        ["getOperations"] = Operator,

        // Pages
        ["signInPage"] = Anyone,
        ["signIn"] = Anyone,
        ["signInOutside"] = Anyone,
        ["signOut"] = Anyone,
        ["registerPage"] = Anyone,
        ["register"] = Anyone,
        ["forgotPasswordPage"] = Anyone,
        ["mailLink"] = Anyone,
        ["choosePasswordPage"] = Anyone,
        ["choosePassword"] = Anyone,
        ["passwordPage"] = Customer | Staff,
        ["changePassword"] = Customer | Staff,
        ["signOutEverywhere"] = Customer | Staff,
        ["shopPage"] = Anyone,
        ["productPage"] = Anyone,
        ["basketPage"] = Anyone,
        ["addToBasket"] = Anyone,
        ["changeBasket"] = Anyone,
        ["checkoutPage"] = Customer,
        ["checkOut"] = Customer,
        ["ordersPage"] = Customer,
        ["orderPage"] = Customer,
        ["orderChanges"] = Customer,
        ["amendOrderPage"] = Customer,
        ["sendOrderAmendment"] = Customer,
        ["cancelOrderPage"] = Customer,
        ["sendOrderCancellation"] = Customer,
        ["shipmentsPage"] = Customer,
        ["shipmentPage"] = Customer,
        ["shipmentChanges"] = Customer,
        ["shipPage"] = Customer,
        ["sendShipment"] = Customer,
        ["accountPage"] = Customer,
        ["statementPage"] = Customer,
        ["statementCsv"] = Customer,
        ["entryPage"] = Customer,
        ["payPage"] = Customer,
        ["beginPayment"] = Customer,
        ["paymentPage"] = Customer,
        ["sandboxCardPage"] = Customer,
        ["answerSandboxCard"] = Customer,
        ["profilePage"] = Customer,
        ["saveProfile"] = Customer,
        ["addressPage"] = Customer,
        ["saveAddress"] = Customer,

        // Staff's pages; their forms are for whom the operation is that a form asks for
        ["staffPage"] = Staff,
        ["staffProductsPage"] = Roles.Catalogue | Sales,
        ["staffProductPage"] = Roles.Catalogue | Sales,
        ["staffEditProduct"] = Roles.Catalogue,
        ["staffPricesPage"] = Roles.Catalogue,
        ["staffApplyPrices"] = Roles.Catalogue,
        ["staffAddCustomer"] = Sales,
        ["staffAddCustomerPage"] = Sales,
        ["staffCustomersPage"] = Sales | Finance | Dispatch,
        ["staffCustomerPage"] = Sales | Finance | Dispatch,
        ["staffOrdersPage"] = Sales | Dispatch | Finance,
        ["staffOrderPage"] = Sales | Dispatch | Finance,
        ["staffTimelinePage"] = Sales | Dispatch | Finance,
        ["staffShipmentsPage"] = Sales | Dispatch | Finance,
        ["staffShipmentPage"] = Sales | Dispatch | Driver | Finance,
        ["staffDispatchPage"] = Dispatch,
        ["staffDispatchChanges"] = Dispatch,
        ["staffRoadPage"] = Sales | Dispatch,
        ["staffTruckPage"] = Dispatch | Driver,
        ["staffSheetsPage"] = Dispatch | Driver,
        ["staffSheetPage"] = Dispatch | Driver,
        ["staffAccountsPage"] = Finance | Sales,
        ["staffAccountPage"] = Finance | Sales,
        ["staffStatementPage"] = Finance,
        ["staffReportsPage"] = Sales | Finance | Operator,
        ["staffReportPage"] = Sales | Finance | Operator,
        ["staffReportCsv"] = Sales | Finance | Operator,
        ["staffBehindReportPage"] = Sales | Finance | Operator,
        ["staffOperationsPage"] = Operator,
        ["staffEventPage"] = Sales | Dispatch | Finance | Operator,
        ["staffCommandsPage"] = Sales | Dispatch | Finance | Operator,
        ["staffAskAgain"] = Sales | Dispatch | Finance | Operator,
        ["staffDismissCommand"] = Sales | Dispatch | Finance | Operator,
    });

    /// <summary>Every operation that somebody may do.</summary>
    public static IReadOnlyDictionary<string, Roles> All => Rules;

    /// <summary>For whom an operation is; nobody, when it is not in the table.</summary>
    public static Roles Of(string operation) => Rules.GetValueOrDefault(operation, None);

    /// <summary>Where staff send the form of an operation: <c>staffCancelOrder</c>.</summary>
    public static string StaffForm(string operation) => $"staff{char.ToUpperInvariant(operation[0])}{operation[1..]}";

    /// <summary>Where they fill it in.</summary>
    public static string StaffFormPage(string operation) => $"{StaffForm(operation)}Page";

    private static Dictionary<string, Roles> WithStaffForms(Dictionary<string, Roles> rules)
    {
        foreach (var operation in StaffForms)
            rules[StaffForm(operation)] = rules[StaffFormPage(operation)] = rules[operation] & Staff;
        return rules;
    }
}
