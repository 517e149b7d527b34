namespace Tempest.Domain.Shipping;

public sealed class TruckDecider : IDecider<Truck, TruckCommand, TruckEvent>
{
    public static Truck Initial { get; } = new NotAdded();

    public static Decision<TruckEvent> Decide(Truck state, TruckCommand command) => (state, command) switch
    {
        (NotAdded, AddTruck) => [new TruckAdded()],
        (_, AddTruck) => [],

        (NotAdded, OccupyTruck occupy) => new UnknownTruck(occupy.Truck),
        (Available, OccupyTruck occupy) => [new TruckOccupied(occupy.By)],
        (Occupied on, OccupyTruck again) when on.By == again.By => [],
        (OutOfService was, OccupyTruck) => new TruckOutOfService(was.Reason),
        (Occupied on, ReleaseTruck release) when on.By == release.By => [new TruckReleased(release.By)],
        (_, ReleaseTruck) => [],

        (NotAdded, _) => new TruckNotAdded(),
        (Available, TakeTruckOutOfService take) => [new TruckTakenOutOfService(take.Reason?.Trim())],
        (OutOfService, TakeTruckOutOfService) => [],
        (OutOfService, ReturnTruckToService) => [new TruckReturnedToService()],
        (_, ReturnTruckToService) => [],

        (Occupied on, OccupyTruck or TakeTruckOutOfService) => new TruckAlreadyOccupied(on.By),
        _ => throw new InvalidOperationException($"No rule for {command}."),
    };

    public static Truck Evolve(Truck state, TruckEvent happened) => (state, happened) switch
    {
        (NotAdded, TruckAdded) => new Available(),
        (Available, TruckOccupied occupied) => new Occupied(occupied.By),
        (Occupied, TruckReleased) => new Available(),
        (Available, TruckTakenOutOfService taken) => new OutOfService(taken.Reason),
        (OutOfService, TruckReturnedToService) => new Available(),
        _ => throw new BrokenHistoryException(state, happened),
    };

    /// <summary>The phase in the word that everybody uses for it.</summary>
    public static string StatusOf(Truck truck) => truck switch
    {
        NotAdded => "NotAdded",
        Available => "Available",
        Occupied => "Occupied",
        OutOfService => "OutOfService",
        _ => throw new InvalidOperationException($"No word for {truck}."),
    };

    /// <summary>What staff can do with it now; assigning shipments is done with the shipment.</summary>
    public static ValueList<TruckTransition> PossibleOn(Truck truck) =>
        [.. Enum.GetValues<TruckTransition>().Where(transition => Decide(truck, transition switch
        {
            TruckTransition.TakeOutOfService => new TakeTruckOutOfService(),
            TruckTransition.ReturnToService => new ReturnTruckToService(),
            _ => throw new InvalidOperationException($"No command for {transition}."),
        }) is { Rejection: null, Events.Count: > 0 })];
}

public enum TruckTransition
{
    TakeOutOfService,
    ReturnToService,
}

public sealed record TruckNotAdded() : Rejection("truck-not-added", "There is no such truck.");

public sealed record UnknownTruck(TruckId Truck) : Rejection("unknown-truck", $"There is no truck {Truck} to assign.");

public sealed record TruckAlreadyOccupied(ShipmentId Shipment)
    : Rejection("truck-occupied", $"The truck is occupied by shipment {Shipment}.");

public sealed record TruckOutOfService(string? Reason) : Rejection("truck-out-of-service",
    $"The truck is out of service{(string.IsNullOrEmpty(Reason) ? "" : $": {Reason}")}; choose another.");
