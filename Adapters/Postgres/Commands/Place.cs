namespace Tempest.Adapters.Postgres.Commands;

/// <summary>
/// A turn's place in the lane. Once a turn is on its way to the server, what it is going to leave is known, and the next one
/// may follow it: be decided on that, and sent behind it. It can only be stored if the one ahead is; and whatever goes wrong
/// with either, both are then done again one after the other.
/// </summary>
internal sealed class Place
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource<bool> landed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action onItsWay;
    private Place? ahead, behind;
    private Present? leaves;
    private bool alone;

    /// <param name="onItsWay">Told when another may follow.</param>
    public Place(Action? onItsWay = null) => this.onItsWay = onItsWay ?? (() => { });

    /// <summary>What the turn ahead is going to leave; null when none is on its way.</summary>
    public Present? Ahead { get; private set; }

    /// <summary>Whether it was on its way at any time.</summary>
    public bool WasFollowable { get; private set; }

    /// <returns>A place behind this one; null when there is no following it.</returns>
    public Place? TryFollow()
    {
        lock (gate)
        {
            if (leaves is null || behind is not null) return null;

            return behind = new(onItsWay) { ahead = this, Ahead = leaves };
        }
    }

    /// <summary>It is on its way to the server, ahead of whatever is sent from here on.</summary>
    public void Leave(Present present)
    {
        lock (gate)
        {
            if (alone) return;

            (leaves, WasFollowable) = (present, true);
        }

        onItsWay();
    }

    /// <summary>It is stored, and this host remembers what it left.</summary>
    public void Land() => landed.TrySetResult(true);

    /// <returns>Whether the turn ahead is stored, at the first go, and what it left remembered.</returns>
    public Task<bool> AheadLandedAsync() => ahead?.landed.Task ?? Task.FromResult(true);

    /// <summary>
    /// Nothing of this turn is on its way any more, and nobody follows it from here on. Waits until all of the turn ahead is
    /// over and the one behind is not on its way either.
    /// </summary>
    public async Task AloneAsync()
    {
        Place? follower;
        lock (gate) (follower, leaves, alone) = (behind, null, true);
        landed.TrySetResult(false);
        Ahead = null;
        if (ahead is not null) await ahead.over.Task;
        if (follower is not null) await follower.landed.Task;
    }

    /// <summary>All of it is done and answered.</summary>
    public void End()
    {
        lock (gate) (leaves, alone) = (null, true);
        landed.TrySetResult(false);
        over.TrySetResult();
        (ahead, Ahead) = (null, null);
    }
}
