using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tempest.Adapters.Http.Accounts;
using Tempest.Adapters.Http.Catalogue;
using Tempest.Adapters.Http.Customers;
using Tempest.Adapters.Http.Feed;
using Tempest.Adapters.Http.Operations;
using Tempest.Adapters.Http.Orders;
using Tempest.Adapters.Http.Queue;
using Tempest.Adapters.Http.Reports;
using Tempest.Adapters.Http.Shipping;
using Tempest.Adapters.Http.Timeline;

namespace Tempest.Adapters.Http;

/// <summary>The JSON of the API: camel case, nothing for null, times in UTC.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    Converters = [typeof(InstantOnTheWire)])]
[JsonSerializable(typeof(EmptyBody))]
[JsonSerializable(typeof(PlaceOrderBody))]
[JsonSerializable(typeof(AmendOrderBody))]
[JsonSerializable(typeof(CancelOrderBody))]
[JsonSerializable(typeof(OrderRepresentation))]
[JsonSerializable(typeof(Collection<OrderRepresentation>))]
[JsonSerializable(typeof(Collection<EventRepresentation>))]
[JsonSerializable(typeof(SubmitShipmentBody))]
[JsonSerializable(typeof(AssignTruckBody))]
[JsonSerializable(typeof(ReassignTruckBody))]
[JsonSerializable(typeof(DeliverShipmentBody))]
[JsonSerializable(typeof(CancelShipmentBody))]
[JsonSerializable(typeof(TakeTruckOutOfServiceBody))]
[JsonSerializable(typeof(IReadOnlyList<ShipmentCommandBody>))]
[JsonSerializable(typeof(ShipmentCommandAnswers))]
[JsonSerializable(typeof(ShipmentRepresentation))]
[JsonSerializable(typeof(Collection<ShipmentRepresentation>))]
[JsonSerializable(typeof(TruckRepresentation))]
[JsonSerializable(typeof(Collection<TruckRepresentation>))]
[JsonSerializable(typeof(QuoteRepresentation))]
[JsonSerializable(typeof(DriversSheetRepresentation))]
[JsonSerializable(typeof(AddProductBody))]
[JsonSerializable(typeof(ReviseProductBody))]
[JsonSerializable(typeof(RepriceProductBody))]
[JsonSerializable(typeof(ProductRepresentation))]
[JsonSerializable(typeof(Collection<ProductRepresentation>))]
[JsonSerializable(typeof(CustomerBody))]
[JsonSerializable(typeof(CustomerRepresentation))]
[JsonSerializable(typeof(Collection<CustomerRepresentation>))]
[JsonSerializable(typeof(OpenAccountBody))]
[JsonSerializable(typeof(ReceiveBody))]
[JsonSerializable(typeof(WithdrawBody))]
[JsonSerializable(typeof(RefundBody))]
[JsonSerializable(typeof(ReverseBody))]
[JsonSerializable(typeof(CreditLimitBody))]
[JsonSerializable(typeof(HoldCreditBody))]
[JsonSerializable(typeof(ReleaseCreditBody))]
[JsonSerializable(typeof(EntryLine))]
[JsonSerializable(typeof(EntryAnswer))]
[JsonSerializable(typeof(AccountRepresentation))]
[JsonSerializable(typeof(Collection<AccountRepresentation>))]
[JsonSerializable(typeof(StatementRepresentation))]
[JsonSerializable(typeof(QueuedCommandRepresentation))]
[JsonSerializable(typeof(Collection<QueuedCommandRepresentation>))]
[JsonSerializable(typeof(AcceptedRequest))]
[JsonSerializable(typeof(SentRequest))]
[JsonSerializable(typeof(GivenAnswer))]
[JsonSerializable(typeof(TimelineRepresentation))]
[JsonSerializable(typeof(Collection<TimelineLineRepresentation>))]
[JsonSerializable(typeof(DifferenceRepresentation))]
[JsonSerializable(typeof(WhyRepresentation))]
[JsonSerializable(typeof(CloudEventRepresentation))]
[JsonSerializable(typeof(CloudEventRepresentation[]))]
[JsonSerializable(typeof(ReportRepresentation))]
[JsonSerializable(typeof(Collection<ReportLinkRepresentation>))]
[JsonSerializable(typeof(Collection<BehindRepresentation>))]
[JsonSerializable(typeof(OperationsRepresentation))]
[JsonSerializable(typeof(ProblemRepresentation))]
[JsonSerializable(typeof(ProblemType[]))]
[JsonSerializable(typeof(Root))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(decimal?))]
public sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>For answers: letters beyond ASCII as they are, since nothing here is ever put into HTML.</summary>
    public static WireJson Shown => ForReaders.Json;

    private static class ForReaders
    {
        public static readonly WireJson Json =
            new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}

/// <summary>RFC 3339 in UTC, with a Z.</summary>
public sealed class InstantOnTheWire : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Application.Storage.Instant.Text(value));
}
