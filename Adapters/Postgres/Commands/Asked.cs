using System.Runtime.ExceptionServices;
using Tempest.Application.Commands;
using Tempest.Application.Storage;

namespace Tempest.Adapters.Postgres.Commands;

/// <summary>One command as it waits to be executed.</summary>
/// <param name="Read">
/// What was read of its streams beforehand, when that is too much to be read while others wait. A committed prefix of a
/// stream never changes, so it may be old but not wrong.
/// </param>
internal sealed record Asked(
    TenantId Tenant, Command Command, UseCase UseCase, IReadOnlyDictionary<StreamId, Held>? Read = null);

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
