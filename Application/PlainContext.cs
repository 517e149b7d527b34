using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Application;

/// <summary>
/// Plain state and those who listen to it: changing a record tells every translator, in one transaction.
/// </summary>
public sealed class PlainContext<T, TNotice>(
    RecordKind<T> kind, Func<string, T?, TNotice> notice, IReadOnlyList<ITranslator<TNotice>> listeners)
    where T : class
{
    public RecordKind<T> Kind => kind;

    /// <param name="id">The record's id.</param>
    /// <param name="revise">From the record as it is, or null, to what it shall be, or a rejection.</param>
    public UseCase Change(string id, Func<T?, Domain.Revision<T>> revise) => new(
        [.. listeners.Select(listener => listener.Stream(id))],
        [kind.Record(id)],
        now =>
        {
            var revision = revise(now.Record(kind, id));
            return revision.Rejection is { } why
                ? new Refused(why)
                : Accepted.Put(kind, id, revision.Now).Told(listeners, id, notice(id, revision.Now), now);
        });

    /// <summary>
    /// Tells some of those who listen how a record is, as if it had just become so; whoever knew makes nothing of it.
    /// </summary>
    public UseCase Tell(string id, Func<ITranslator<TNotice>, bool> whom)
    {
        var some = listeners.Where(whom).ToArray();
        return new([.. some.Select(listener => listener.Stream(id))], [kind.Record(id)], now =>
            now.Record(kind, id) is { } record ? new Accepted([], []).Told(some, id, notice(id, record), now) : new Accepted([], []));
    }
}
