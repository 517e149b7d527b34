using System.Runtime.ExceptionServices;
using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres.Commands;

/// <summary>One command as it waits to be executed.</summary>
/// <param name="Past">What was read of its streams beforehand; null: nothing.</param>
internal sealed record Asked(TenantId Tenant, Command Command, UseCase UseCase, Past? Past = null);

/// <summary>
/// States that were read before the command that needs them enters the lane. A committed prefix of a stream never changes, so
/// they may be old but not wrong.
/// </summary>
/// <param name="Era">
/// Of this host's memory, before it was read. A database that is found put back to an earlier day begins another, and nothing read
/// before counts any more.
/// </param>
/// <param name="States">Also of streams that had no events; null: it takes too long to be read for many at once.</param>
internal sealed record Past(int Era, IReadOnlyDictionary<StreamId, Held?> States);

/// <summary>What became of a command in the transaction it was part of.</summary>
internal abstract record Settled;

/// <summary>To be given now that the transaction is committed.</summary>
/// <param name="Answer">To whoever asked.</param>
/// <param name="IsKept">Whether it is remembered, so that it is given again to whoever repeats the command.</param>
internal sealed record Answered(Answer Answer, bool IsKept) : Settled;

/// <summary>It had been answered before, to a content of this digest.</summary>
internal sealed record AnsweredBefore(string Digest, ReadOnlyMemory<byte> Kept) : Settled;

/// <summary>Its streams have to be read beforehand; nothing was done.</summary>
internal sealed record ReadFirst : Settled;

/// <summary>It cannot be decided or cannot be stored: nothing was done, and doing it again would not help.</summary>
internal sealed record Failed(ExceptionDispatchInfo Why) : Settled
{
    public Failed(Exception why) : this(ExceptionDispatchInfo.Capture(why)) { }

    public T Rethrow<T>()
    {
        Why.Throw();
        throw Why.SourceException;
    }
}

/// <summary>Executes commands of any tenant, each exactly once for its id. There are two ways to do it.</summary>
internal interface ICommandExecutor
{
    /// <exception cref="TooBusyException">Every attempt met other writers; nothing was done.</exception>
    Task<Settled> ExecuteAsync(Asked asked, CancellationToken cancel);
}
