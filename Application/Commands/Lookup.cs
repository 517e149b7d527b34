using Tempest.Application.Storage;

namespace Tempest.Application.Commands;

/// <summary>
/// A use case some of whose streams only another stream names, as a shipment names its truck: a look at that one, before
/// the transaction, tells which. If that has changed when it is decided, the use case says so itself by being stale, and
/// the look is taken again.
/// </summary>
/// <param name="At">What is looked at; null: nothing need be.</param>
/// <param name="Ask">From what was seen there to what is asked.</param>
public sealed record Lookup(StreamRef? At, Func<object?, UseCase> Ask)
{
    public static implicit operator Lookup(UseCase useCase) => new(null, _ => useCase);
}

public static class Lookups
{
    private const int Looks = 10;

    /// <exception cref="TooBusyException">What it looked at was another one each time; nothing was done.</exception>
    public static async Task<Answer> ExecuteAsync(
        this IStorage storage, Command command, Lookup lookup, CancellationToken cancel = default)
    {
        if (lookup.At is not { } at) return await storage.ExecuteAsync(command, lookup.Ask(null), cancel);

        var useCase = lookup.Ask((await storage.LoadAsync(at, cancel)).State);
        for (var look = 1; look <= Looks; look++)
        {
            var answer = await storage.ExecuteAsync(command, useCase, cancel);
            if (answer is not SeenStale) return answer;

            var streams = useCase.Streams;
            useCase = lookup.Ask((await storage.LoadAsync(at, cancel)).State);
            if (useCase.Streams.SequenceEqual(streams)) return answer;
        }

        throw new TooBusyException($"{at.Stream} named other streams each time it was looked at.");
    }
}
