using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tempest.Adapters.Http;

/// <summary>One kind of problem.</summary>
/// <param name="Code">Stable; the end of the problem's <c>type</c>.</param>
/// <param name="Status">The HTTP status it comes with.</param>
/// <param name="Meaning">When it comes, and what to do.</param>
public sealed record ProblemType(string Code, int Status, string Meaning);

/// <summary>Every problem the API can answer with, for people who write programs against it.</summary>
public static class ProblemTypes
{
    public static IReadOnlyList<ProblemType> All { get; } =
    [
        new("malformed-request", 400, "The request cannot be understood; `errors` lists every fault with a JSON pointer."),
        new("not-signed-in", 401, "Send `Authorization: Bearer` with a token that is still good; `tempest tokens create` makes one."),
        new("not-allowed", 403, "None of your roles may do this."),
        new("not-yours", 403, "A customer does this for itself only."),
        new("too-many-requests", 429, "You ask faster than Tempest takes it. Go on after `Retry-After` seconds."),
        new("order-not-placed", 404, "There is no order of this id."),
        new("shipment-not-submitted", 404, "There is no shipment of this id."),
        new("truck-not-added", 404, "There is no truck of this id."),
        new("product-not-found", 404, "There is no product of this SKU."),
        new("account-not-found", 404, "There is no account of this id, or was none at that moment."),
        new("customer-not-found", 404, "There is no customer of this id."),
        new("command-not-found", 404, "No command of this id was ever queued."),
        new("report-not-found", 404, "There is no such report, or it has no such row."),
        new("event-not-found", 404, "Nothing has happened at this position yet, or nothing that you may see."),
        new("not-found", 404, "There is nothing at this address."),
        new("method-not-allowed", 405, "This address does not take this method; `Allow` lists those it takes."),
        new("not-acceptable", 406, "This address has none of the media types that `Accept` asks for."),
        new("too-large", 413, "The body is larger than a megabyte."),
        new("unsupported-media-type", 415, "Send JSON as `application/json`, or a feed as `application/x-ndjson`."),
        new("stale", 412, "`If-Match` names an older version than the present one: read it again and decide again."),
        new("precondition-required", 428, "Say with `If-Match` which version you want to change; its `ETag` came with it."),
        new("idempotency-key-reused", 422, "This `Idempotency-Key` was used before for another request: choose a new one."),
        new("busy", 503, "Too many others change the same thing right now, or the database does not answer; nothing was done. Try again after `Retry-After`."),
        new("position-not-reached", 503, "What was to be read with `after` is not here yet. Try again after `Retry-After`."),
        new("unknown-event", 500, "What was asked for has an event that this host's code is too old to know; nothing is skipped."),
        new("unexpected", 500, "A fault of ours. Try again with the same `Idempotency-Key`: nothing is done twice."),

        new("unknown-customer", 409, "The order names a customer that Ordering was never told of, or who has left."),
        new("unknown-product", 409, "The order names products that were never on offer: `skus`."),
        new("product-withdrawn", 409, "The order asks for products, or more of them, that are no longer on offer: `skus`."),
        new("order-empty", 409, "An order needs at least one line."),
        new("too-many-lines", 409, "An order has at most 1000 lines."),
        new("quantity-below-one", 409, "At least one of each product: `skus`."),
        new("quantity-too-large", 409, "At most a million of each product: `skus`."),
        new("discount-out-of-range", 409, "A discount is 0 to 100 per cent with at most two digits after the point: `skus`."),
        new("repeated-sku", 409, "One line for each product: `skus`."),
        new("mixed-currencies", 409, "One order, one currency: `currencies`."),
        new("currency-not-the-buyers", 409, "The products are sold in another currency than the customer's."),
        new("address-not-deliverable", 409, "Nothing can be delivered there: `faults`."),
        new("price-not-payable", 409, "A price is zero or more, with no more digits than its currency has."),
        new("order-already-placed", 409, "The id belongs to another order."),
        new("order-not-open", 409, "The order is approved or cancelled, so it can no longer be changed like this: `orderStatus`."),
        new("order-not-approved", 409, "Only an approved order is shipped: `orderStatus`."),
        new("order-in-shipping", 409, "A `shipment` carries the order; cancel that shipment first."),
        new("order-completed", 409, "The order was delivered with `shipment`."),
        new("order-already-cancelled", 409, "The order was cancelled before, for another `reason`."),
        new("command-not-refused", 409, "Only what a policy asked for and was refused is asked again or dismissed."),
        new("reason-missing", 409, "Say why; the reason stays in the history."),

        new("shipment-not-acceptable", 409, "That cannot be carried: `faults` names everything wrong with it."),
        new("shipment-already-submitted", 409, "The id belongs to another shipment."),
        new("shipment-not-waiting", 409, "Only a submitted shipment waits for a truck: `shipmentStatus`. One on a truck is reassigned."),
        new("shipment-not-assigned", 409, "The shipment has no truck of ours: `shipmentStatus`."),
        new("shipment-not-shipped", 409, "Only what was shipped can be delivered: `shipmentStatus`."),
        new("shipment-on-the-road", 409, "It left already; it can be given another truck or be delivered."),
        new("shipment-already-delivered", 409, "It was delivered, and `signedBy` signed for it."),
        new("shipment-already-cancelled", 409, "The shipment was cancelled before, for another `reason`."),
        new("signature-missing", 409, "Say who signed for it."),
        new("unknown-truck", 409, "There is no such truck to assign: `truck`."),
        new("truck-occupied", 409, "The truck is occupied by another shipment: `shipment`. Choose another, or wait for it."),
        new("truck-out-of-service", 409, "The truck is out of service and takes no shipment; choose another."),

        new("account-already-open", 409, "The account was opened before, for another `holder`, currency or limit."),
        new("holder-missing", 409, "An account is somebody's."),
        new("credit-limit-not-usable", 409, "A credit limit is zero or more, with no more digits than its currency has."),
        new("currency-not-the-accounts", 409, "An account has one currency: that of its first entry, or that it was opened in."),
        new("amount-not-payable", 409, "An amount is above zero, with no more digits than its currency has."),
        new("bill-does-not-add-up", 409, "An invoice's amount is its goods and its carriage."),
        new("entry-reason-missing", 409, "Every entry says what it is for."),
        new("entry-in-the-future", 409, "An entry is of something that has happened."),
        new("entry-differs", 409, "The `entry` was booked before with another amount, kind or time: choose a new id for a new entry."),
        new("entry-not-known", 409, "The account has no such `entry` to refund or reverse."),
        new("entry-not-refundable", 409, "Only payments and deposits are refunded: `entry`."),
        new("entry-not-reversible", 409, "The `entry` is a refund or reversal itself: post again what it undid."),
        new("entry-already-undone", 409, "Nothing of the `entry` is left to refund or reverse."),
        new("refund-too-large", 409, "Less than this is `left` to refund."),
        new("credit-limit-exceeded", 409, "Balance and credit leave only what is `available`."),
        new("credit-held-otherwise", 409, "The `order` was promised credit of another `amount`: release that first."),

        new("product-exists", 409, "The SKU belongs to another product."),
        new("product-name-missing", 409, "A product needs a name."),
        new("currency-fixed", 409, "A product's currency does not change."),
        new("weight-not-above-zero", 409, "A weight is above zero, or unknown."),
        new("customer-exists", 409, "The id belongs to another customer."),
        new("customer-name-missing", 409, "A customer needs a name."),
        new("email-not-usable", 409, "The text is no e-mail address."),
    ];

    public static string TitleOf(string code)
    {
        var words = code.Replace('-', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    public static string MeaningOf(string code) => All.First(type => type.Code == code).Meaning;

    /// <summary>409 for whatever the business says no to, unless the list says otherwise.</summary>
    public static int StatusOf(string code) =>
        All.FirstOrDefault(type => type.Code == code)?.Status ?? StatusCodes.Status409Conflict;

    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/problems", () => All.ToArray()).WithTags("About").WithName("listProblems").ChecksItsQuery()
            .WithSummary("Every problem there is").WithDescription("Their codes, their statuses and what to do about them.")
            .WithMetadata(new Described
            {
                Reads = true, Response = JsonSerializer.Serialize(All.Take(2).ToArray(), WireJson.Shown.ProblemTypeArray),
            });
        api.MapGet("/problems/{code}", (string code) => All.FirstOrDefault(type => type.Code == code) is { } type
                ? Results.Text($"{TitleOf(type.Code)} ({type.Status})\n\n{type.Meaning}\n")
                : Problems.NotFound("not-found", $"There is no problem '{code}'."))
            .ExcludeFromDescription();
    }
}
