namespace Tempest.Domain;

// The ids by which contexts speak of the same thing without knowing each other.

/// <summary>Stock keeping unit: the id of a product.</summary>
public readonly record struct Sku : IIdentifier<Sku>
{
    private Sku(string value) => Value = value;

    public string Value { get; }

    public static Sku Of(string value) => new(Identifier.Checked(value));

    public override string ToString() => Value;
}

public readonly record struct CustomerId : IIdentifier<CustomerId>
{
    private CustomerId(string value) => Value = value;

    public string Value { get; }

    public static CustomerId Of(string value) => new(Identifier.Checked(value));

    public override string ToString() => Value;
}

public readonly record struct OrderId : IIdentifier<OrderId>
{
    private OrderId(string value) => Value = value;

    public string Value { get; }

    public static OrderId Of(string value) => new(Identifier.Checked(value));

    public override string ToString() => Value;
}

public readonly record struct ShipmentId : IIdentifier<ShipmentId>
{
    private ShipmentId(string value) => Value = value;

    public string Value { get; }

    public static ShipmentId Of(string value) => new(Identifier.Checked(value));

    public override string ToString() => Value;
}

/// <summary>Whom carriage and goods are billed to.</summary>
public readonly record struct AccountId : IIdentifier<AccountId>
{
    private AccountId(string value) => Value = value;

    public string Value { get; }

    public static AccountId Of(string value) => new(Identifier.Checked(value));

    public override string ToString() => Value;
}
