using Tempest.Adapters.Memory;
using Tempest.Adapters.Postgres;
using Tempest.Application.Policies;
using Tempest.Application.Storage;
using Tempest.DomainTests.Postgres;

namespace Tempest.DomainTests.Contracts;

public sealed class MemoryQueueTests : QueueContract
{
    protected override Task<IStorage> OpenAsync(params IReadOnlyList<Policy> policies) =>
        Task.FromResult<IStorage>(new MemoryStorage(new(), TimeProvider.System, policies: policies));
}

public sealed class PostgresQueueTests(TestServer server) : QueueContract
{
    protected override async Task<IStorage> OpenAsync(params IReadOnlyList<Policy> policies) =>
        new PostgresStorage(new(await server.MigratedAsync()) { Policies = policies });
}
