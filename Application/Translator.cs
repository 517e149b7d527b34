using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Application;

/// <summary>
/// Turns another context's notice into an event of its own context, in the transaction that caused the notice. It
/// names the one stream it keeps its knowledge in.
/// </summary>
/// <typeparam name="TNotice">What is told, never stored.</typeparam>
public interface ITranslator<in TNotice>
{
    StreamRef Stream(string id);

    Outcome Translate(string id, TNotice notice, Situation now);
}

public static class Translators
{
    /// <summary>What was decided, and what everybody who listens makes of it.</summary>
    public static Accepted Told<TNotice>(
        this Accepted outcome, IReadOnlyList<ITranslator<TNotice>> listeners, string id, TNotice notice, Situation now) =>
        listeners.Aggregate(outcome, (told, listener) => listener.Translate(id, notice, now) is Accepted heard
            ? told.And(heard)
            : throw new InvalidOperationException($"{listener.GetType().Name} refused a notice: a fact cannot be."));
}
