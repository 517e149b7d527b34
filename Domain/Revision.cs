namespace Tempest.Domain;

/// <summary>
/// A plain-state rule's answer: what the thing is now (null: it is gone), or the rejection that says why not.
/// Written as the thing itself or as the rejection.
/// </summary>
public sealed record Revision<T> where T : class
{
    private Revision(T? now, Rejection? rejection) => (Now, Rejection) = (now, rejection);

    public static Revision<T> Gone { get; } = new(null, null);

    public T? Now { get; }

    public Rejection? Rejection { get; }

    public static implicit operator Revision<T>(T now) => new(now, null);

    public static implicit operator Revision<T>(Rejection why) => new(null, why);
}
