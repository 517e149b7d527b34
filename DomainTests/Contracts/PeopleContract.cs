using Shouldly;
using Tempest.Adapters.Memory;
using Tempest.Adapters.Postgres;
using Tempest.Application.Access;
using Tempest.Domain;
using Tempest.DomainTests.Postgres;
using Xunit;

namespace Tempest.DomainTests.Contracts;

/// <summary>What every storage of people and tokens promises.</summary>
public abstract class PeopleContract
{
    private static readonly Person Ana = new("ana", "Ana@Polar.example", "Ana Ruiz", Roles.Customer, CustomerId.Of("polar"), "hash", "Works/1", "stamp");

    protected abstract Task<IPeople> PeopleAsync();

    [Fact]
    public async Task A_person_is_found_by_id_and_by_e_mail_however_written()
    {
        var people = await PeopleAsync();
        var locked = Ana with { Failures = 3, LockedUntil = new DateTimeOffset(2026, 11, 21, 9, 30, 0, TimeSpan.Zero), Roles = Roles.Sales | Roles.Finance };
        (await people.AddPersonAsync(locked)).ShouldBeTrue();

        (await people.FindPersonAsync("ana")).ShouldBe(locked);
        (await people.FindPersonByEmailAsync(" ana@polar.EXAMPLE ")).ShouldBe(locked);
        (await people.FindPersonByEmailAsync("tom@polar.example")).ShouldBeNull();
        (await people.ListPeopleAsync()).ShouldBe([locked]);
    }

    [Fact]
    public async Task Neither_id_nor_e_mail_is_used_twice()
    {
        var people = await PeopleAsync();
        (await people.AddPersonAsync(Ana)).ShouldBeTrue();

        (await people.AddPersonAsync(Ana with { Email = "other@polar.example" })).ShouldBeFalse();
        (await people.AddPersonAsync(Ana with { Id = "other", Email = "ANA@polar.example" })).ShouldBeFalse();
        (await people.AddPersonAsync(Ana with { Id = "tom", Email = "tom@polar.example" })).ShouldBeTrue();
        (await people.ReplacePersonAsync(Ana, Ana with { Email = "tom@polar.example" })).ShouldBeFalse();
    }

    [Fact]
    public async Task Only_who_is_still_as_they_were_seen_is_changed()
    {
        var people = await PeopleAsync();
        await people.AddPersonAsync(Ana);
        (await people.ReplacePersonAsync(Ana, Ana with { Failures = 1 })).ShouldBeTrue();

        (await people.ReplacePersonAsync(Ana, Ana with { Failures = 1, Name = "Late" })).ShouldBeFalse();
        (await people.FindPersonAsync("ana"))!.Name.ShouldBe("Ana Ruiz");
    }

    [Fact]
    public async Task Tokens_are_listed_the_newest_first_and_revoked_once()
    {
        var people = await PeopleAsync();
        var made = new DateTimeOffset(2026, 11, 21, 9, 30, 0, TimeSpan.Zero);
        var tokens = Enumerable.Range(0, 3).Select(n => new AccessToken($"t{n}", "erp", Roles.Sales, null, "hash", made.AddDays(n), made.AddDays(90))).ToArray();
        foreach (var token in tokens) await people.AddTokenAsync(token);

        (await people.ListTokensAsync()).ShouldBe(tokens.Reverse());
        (await people.RevokeTokenAsync("t1", made)).ShouldBeTrue();
        (await people.RevokeTokenAsync("t1", made)).ShouldBeFalse();
        (await people.RevokeTokenAsync("t9", made)).ShouldBeFalse();
        (await people.FindTokenAsync("t1")).ShouldBe(tokens[1] with { RevokedAt = made });
    }

    [Fact]
    public async Task Sealing_keys_are_kept()
    {
        var people = await PeopleAsync();
        await people.AddSealingKeyAsync("one", "<key id=\"1\" />");
        await people.AddSealingKeyAsync("two", "<key id=\"2\" />");

        (await people.SealingKeysAsync()).ShouldBe(["<key id=\"1\" />", "<key id=\"2\" />"], ignoreOrder: true);
    }
}

public sealed class MemoryPeopleTests : PeopleContract
{
    protected override Task<IPeople> PeopleAsync() => Task.FromResult(new MemoryStorage().People);
}

public sealed class PostgresPeopleTests(TestServer server) : PeopleContract, IAsyncDisposable
{
    private PostgresStorage? storage;

    public ValueTask DisposeAsync() => storage?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task<IPeople> PeopleAsync() => (storage = new(new(await server.MigratedAsync()))).People;
}
