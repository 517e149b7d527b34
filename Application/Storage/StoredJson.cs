using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tempest.Application.Access;
using Tempest.Application.Commands;
using Tempest.Application.Policies;
using Tempest.Application.Reporting;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Customers;
using Tempest.Domain.Ordering;
using Tempest.Domain.Shipping;

namespace Tempest.Application.Storage;

/// <summary>
/// The stored JSON of events, snapshots and plain state: camel case, every member always there, strict in reading. What stands
/// in the approved samples may never change; a new shape is a new schema version with an upcast.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowOutOfOrderMetadataProperties = true,
    IgnoreReadOnlyProperties = true,
    Converters =
    [
        typeof(MoneyConverter), typeof(CurrencyConverter), typeof(InstantConverter),
        typeof(IdentifierConverter<Sku>), typeof(IdentifierConverter<CustomerId>), typeof(IdentifierConverter<OrderId>),
        typeof(IdentifierConverter<AccountId>), typeof(IdentifierConverter<ShipmentId>), typeof(IdentifierConverter<TruckId>),
        typeof(ValueListConverter<RequestedGoods>), typeof(ValueListConverter<OrderLine>), typeof(ValueListConverter<Address>),
        typeof(IdentifierConverter<EntryId>),
        typeof(ValueListConverter<Month>), typeof(ValueListConverter<Due>), typeof(ValueListConverter<Hold>),
        typeof(ValueListConverter<Undoing>), typeof(ValueListConverter<SoldLine>), typeof(ValueListConverter<StageReached>),
        typeof(JsonStringEnumConverter<Roles>), typeof(WordConverter<EntryKind>), typeof(WordConverter<Channel>), typeof(WordConverter<ProductStatus>),
    ])]
[JsonSerializable(typeof(Product))]
[JsonSerializable(typeof(Customer))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(NotPlaced))]
[JsonSerializable(typeof(OpenOrder))]
[JsonSerializable(typeof(ApprovedOrder))]
[JsonSerializable(typeof(OrderInShipping))]
[JsonSerializable(typeof(CompletedOrder))]
[JsonSerializable(typeof(CancelledOrder))]
[JsonSerializable(typeof(OrderPlaced))]
[JsonSerializable(typeof(OrderAmended))]
[JsonSerializable(typeof(OrderApproved))]
[JsonSerializable(typeof(OrderHandedOver))]
[JsonSerializable(typeof(OrderTakenBack))]
[JsonSerializable(typeof(OrderCompleted))]
[JsonSerializable(typeof(OrderCancelled))]
[JsonSerializable(typeof(OrderLine))]
[JsonSerializable(typeof(Offer))]
[JsonSerializable(typeof(NeverOffered))]
[JsonSerializable(typeof(OnOffer))]
[JsonSerializable(typeof(Withdrawn))]
[JsonSerializable(typeof(ProductOffered))]
[JsonSerializable(typeof(OfferRenamed))]
[JsonSerializable(typeof(OfferRepriced))]
[JsonSerializable(typeof(OfferWithdrawn))]
[JsonSerializable(typeof(Buyer))]
[JsonSerializable(typeof(UnknownBuyer))]
[JsonSerializable(typeof(KnownBuyer))]
[JsonSerializable(typeof(FormerBuyer))]
[JsonSerializable(typeof(BuyerAdmitted))]
[JsonSerializable(typeof(BuyerCurrencyChanged))]
[JsonSerializable(typeof(BuyerLeft))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(NoAccount))]
[JsonSerializable(typeof(UnopenedAccount))]
[JsonSerializable(typeof(OpenedAccount))]
[JsonSerializable(typeof(AccountOpened))]
[JsonSerializable(typeof(CreditLimitSet))]
[JsonSerializable(typeof(CreditHeld))]
[JsonSerializable(typeof(CreditReleased))]
[JsonSerializable(typeof(InvoiceIssued))]
[JsonSerializable(typeof(PaymentReceived))]
[JsonSerializable(typeof(DepositReceived))]
[JsonSerializable(typeof(MoneyWithdrawn))]
[JsonSerializable(typeof(PaymentRefunded))]
[JsonSerializable(typeof(EntryReversed))]
[JsonSerializable(typeof(Month))]
[JsonSerializable(typeof(Due))]
[JsonSerializable(typeof(Hold))]
[JsonSerializable(typeof(KnownEntry))]
[JsonSerializable(typeof(UnknownEntry))]
[JsonSerializable(typeof(AwaitedEntry))]
[JsonSerializable(typeof(BookedEntry))]
[JsonSerializable(typeof(EntryBooked))]
[JsonSerializable(typeof(EntryUndone))]
[JsonSerializable(typeof(Undoing))]
[JsonSerializable(typeof(PublishedBalance))]
[JsonSerializable(typeof(NothingPublished))]
[JsonSerializable(typeof(LatestBalance))]
[JsonSerializable(typeof(BalanceUpdated))]
[JsonSerializable(typeof(RequestedShipment))]
[JsonSerializable(typeof(DeliveryToInvoice))]
[JsonSerializable(typeof(DeliveredOrder))]
[JsonSerializable(typeof(OrderLeftBehind))]
[JsonSerializable(typeof(CompletedOrderOnCredit))]
[JsonSerializable(typeof(Goods))]
[JsonSerializable(typeof(GoodsWeighed))]
[JsonSerializable(typeof(Shipment))]
[JsonSerializable(typeof(NotSubmitted))]
[JsonSerializable(typeof(Submitted))]
[JsonSerializable(typeof(Assigned))]
[JsonSerializable(typeof(Shipped))]
[JsonSerializable(typeof(Delivered))]
[JsonSerializable(typeof(Cancelled))]
[JsonSerializable(typeof(ShipmentSubmitted))]
[JsonSerializable(typeof(TruckAssigned))]
[JsonSerializable(typeof(TruckReassigned))]
[JsonSerializable(typeof(ShipmentShipped))]
[JsonSerializable(typeof(ShipmentDelivered))]
[JsonSerializable(typeof(ShipmentCancelled))]
[JsonSerializable(typeof(Truck))]
[JsonSerializable(typeof(NotAdded))]
[JsonSerializable(typeof(Available))]
[JsonSerializable(typeof(Occupied))]
[JsonSerializable(typeof(OutOfService))]
[JsonSerializable(typeof(TruckAdded))]
[JsonSerializable(typeof(TruckOccupied))]
[JsonSerializable(typeof(TruckReleased))]
[JsonSerializable(typeof(TruckTakenOutOfService))]
[JsonSerializable(typeof(TruckReturnedToService))]
[JsonSerializable(typeof(OrderFacts))]
[JsonSerializable(typeof(SoldLine))]
[JsonSerializable(typeof(EntryFacts))]
[JsonSerializable(typeof(JourneyFacts))]
[JsonSerializable(typeof(StageReached))]
[JsonSerializable(typeof(EvidenceFacts))]
[JsonSerializable(typeof(StoredAnswer))]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(AccessToken))]
[JsonSerializable(typeof(JsonObject))]
public sealed partial class StoredJson : JsonSerializerContext
{
    /// <summary>
    /// The shape of a hierarchy of phases: each phase by a word of its own, in the member <c>phase</c>. The domain's
    /// types carry no such attribute, so it is said here.
    /// </summary>
    public static JsonTypeInfo<TState> Phases<TState>(params ReadOnlySpan<(string Word, Type Phase)> phases)
    {
        var polymorphism = new JsonPolymorphismOptions
        {
            TypeDiscriminatorPropertyName = "phase",
            UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization,
        };
        foreach (var (word, phase) in phases)
        {
            polymorphism.DerivedTypes.Add(new(phase, word));
        }

        var options = new JsonSerializerOptions(Default.Options)
        {
            TypeInfoResolver = Default.WithAddedModifier(shape =>
            {
                if (shape.Type == typeof(TState)) shape.PolymorphismOptions = polymorphism;
            }),
        };
        return (JsonTypeInfo<TState>)options.GetTypeInfo(typeof(TState));
    }
}
