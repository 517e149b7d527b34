namespace Tempest.Adapters.Http;

/// <summary>Examples for the OpenAPI document. The tests send the requests among them and get what they promise.</summary>
public static class Examples
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

    public const string Product = """
        {
          "sku": "CU-050",
          "name": "Condensing unit 1/2 HP",
          "description": "Air cooled, R-290",
          "category": "Condensing units",
          "price": { "amount": "412.50", "currency": "USD" },
          "weightInPounds": 61.5,
          "status": "active",
          "tag": "8f0c2f6f0d2f4f11",
          "_links": { "self": { "href": "/api/products/CU-050" } },
          "_templates": {}
        }
        """;

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

    public const string Customer = """
        {
          "id": "polar",
          "name": "Polar Foods",
          "contact": { "name": "Ana Ruiz", "email": "ana@polarfoods.example", "phone": "402 555 0134" },
          "addresses": [
            { "name": "Polar Foods", "line1": "12 Dock Street", "city": "Omaha", "state": "NE", "zip": "68102", "country": "US" }
          ],
          "currency": "USD",
          "tag": "1d7b3c5e9a2f4c60",
          "_links": { "self": { "href": "/api/customers/polar" } }
        }
        """;

    public const string PlaceOrder = """
        {
          "customer": "polar",
          "lines": [{ "sku": "CU-050", "quantity": 2, "discountPercent": 5 }],
          "shipTo": { "name": "Polar Foods", "line1": "12 Dock Street", "city": "Omaha", "state": "NE", "zip": "68102" },
          "channel": "phone"
        }
        """;

    public const string AmendOrder = """{ "lines": [{ "sku": "CU-050", "quantity": 3, "discountPercent": 5 }] }""";

    public const string CancelOrder = """{ "reason": "The customer bought elsewhere" }""";

    public const string Order = """
        {
          "id": "S-1042",
          "status": "open",
          "version": 1,
          "customer": "polar",
          "channel": "phone",
          "placedAt": "2026-03-31T14:05:00.000000Z",
          "shipTo": {
            "name": "Polar Foods", "line1": "12 Dock Street", "city": "Omaha", "state": "NE", "zip": "68102", "country": "US"
          },
          "lines": [{
            "sku": "CU-050", "name": "Condensing unit 1/2 HP", "unitPrice": { "amount": "412.50", "currency": "USD" },
            "quantity": 2, "discountPercent": 5, "total": { "amount": "783.75", "currency": "USD" }
          }],
          "total": { "amount": "783.75", "currency": "USD" },
          "_links": {
            "self": { "href": "/api/orders/S-1042" },
            "approve": { "href": "/api/orders/S-1042/commands/approve" }
          },
          "_templates": {
            "approve": {
              "title": "Approve", "method": "POST", "target": "/api/orders/S-1042/commands/approve",
              "contentType": "application/json", "properties": []
            }
          }
        }
        """;
}
