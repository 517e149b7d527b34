using Tempest.Adapters.Postgres;
using Tempest.Application.Storage;
using Tempest.DomainTests.Postgres;

namespace Tempest.DomainTests.Contracts;

/// <summary>Both executors keep every promise, also with hardly any memory.</summary>
public abstract class PostgresStorageContract(TestServer server, ExecutorKind executor) : SnapshotContract
{
    protected override async Task<IStorage> OpenAsync(AtMoment? at = null, bool lane = true) => new PostgresStorage(new(await server.SharedAsync())
    {
        At = at,
        UseLane = lane,
        Executor = executor,
        MemoryForStates = 100_000,
        SnapshotInterval = TimeSpan.FromMilliseconds(20),
    });
}

public sealed class LaneStorageTests(TestServer server) : PostgresStorageContract(server, ExecutorKind.Lane);

public sealed class PlainStorageTests(TestServer server) : PostgresStorageContract(server, ExecutorKind.Plain);
