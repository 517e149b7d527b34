using Tempest.Adapters.Postgres;
using Tempest.Application.Storage;
using Tempest.DomainTests.Postgres;

namespace Tempest.DomainTests.Contracts;

public sealed class PostgresStorageTests(TestServer server) : SnapshotContract
{
    protected override async Task<IStorage> OpenAsync(AtMoment? at = null, bool lane = true) => new PostgresStorage(
        new(await server.SharedAsync()) { At = at, UseLane = lane, StatesInMemory = 100, SnapshotInterval = TimeSpan.FromMilliseconds(20) });
}
