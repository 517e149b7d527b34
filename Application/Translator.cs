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
