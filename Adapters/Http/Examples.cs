namespace Tempest.Adapters.Http;

/// <summary>Examples for the OpenAPI document. The tests send the requests among them and get what they promise.</summary>
public static partial class Examples
{
    public const string AddProduct = """
        {
          "name": "Condensing unit 1/2 HP",
          "description": "Air cooled, R-290",
          "category": "Condensing units",
          "price": { "amount": "412.50", "currency": "USD" },
          "weightInPounds": 61.5
        }
        """;

    public const string ReviseProduct = """
        {
          "name": "Condensing unit 1/2 HP",
          "description": "Air cooled, R-290, 115 V",
          "category": "Condensing units",
          "weightInPounds": 61.5
        }
        """;

    public const string RepriceProduct = """{ "price": { "amount": "399.00", "currency": "USD" } }""";

    public const string SaveCustomer = """
        {
          "name": "Polar Foods",
          "contact": { "name": "Ana Ruiz", "email": "ana@polarfoods.example", "phone": "402 555 0134" },
          "addresses": [
            { "name": "Polar Foods", "line1": "12 Dock Street", "city": "Omaha", "state": "NE", "zip": "68102" }
          ],
          "currency": "USD"
        }
        """;

    public const string PlaceOrder = """
        {
          "customer": "polar",
          "lines": [{ "sku": "CU-050", "quantity": 2, "discountPercent": 5 }],
          "shipTo": { "name": "Polar Foods", "line1": "12 Dock Street", "city": "Omaha", "state": "NE", "zip": "68102" },
          "channel": "phone",
          "requiredBy": "2026-04-15"
        }
        """;

    public const string AmendOrder = """{ "lines": [{ "sku": "CU-050", "quantity": 3, "discountPercent": 5 }] }""";

    public const string CancelOrder = """{ "reason": "The customer bought elsewhere" }""";
}
