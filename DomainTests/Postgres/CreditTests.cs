using Shouldly;
using Tempest.Adapters.Postgres;
using Tempest.Application.Accounts;
using Tempest.Application.Catalogue;
using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Ordering;
using Tempest.Application.Policies;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Accounts;
using Tempest.Domain.Catalogue;
using Tempest.Domain.Ordering;
using Xunit;

namespace Tempest.DomainTests.Postgres;

/// <summary>Two hosts on one database, and more asked on credit than there is: the limit holds whatever races.</summary>
public sealed class CreditTests(TestServer server)
{
    private static readonly AccountId Anns = AccountId.Of("ann");

    private static readonly Currency Usd = Currency.Of("USD");

    /// <summary>Both with the lane's lock, and then without it: isolation alone must do.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Withdrawals_and_orders_on_credit_never_exceed_the_limit_together(bool lane)
    {
        const int clients = 8, tries = 25;
        var connection = await server.MigratedAsync();
        await using var one = new PostgresDatabase(new(connection) { UseLane = lane, Attempts = 200 });
        await using var other = new PostgresDatabase(new(connection) { UseLane = lane, Attempts = 200 });
        IStorage[] hosts = [one.Storage(TenantId.Default), other.Storage(TenantId.Default)];
        await Do(hosts[0], AccountUseCases.Open(Anns, "Ann", Usd, Dollars(100), DateTimeOffset.UtcNow));

        var answers = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var heard = new List<(decimal Amount, Answer Answer)>();
            for (var n = 0; n < tries; n++)
            {
                var amount = 1 + ((client + n) % 3);
                heard.Add((amount, await Do(hosts[client % 2], n % 2 == 0
                    ? AccountUseCases.Withdraw(Anns, EntryId.Of($"W-{client}-{n}"), Dollars(amount), "a race", DateTimeOffset.UtcNow)
                    : AccountUseCases.HoldCredit(Anns, OrderId.Of($"O-{client}-{n}"), Dollars(amount)))));
            }

            return heard;
        })));

        var book = ((KeptAccount)(await hosts[1].LoadAsync(AccountStreams.Accounts.Stream("ann"))).State).Book;
        var given = answers.SelectMany(heard => heard).Where(heard => heard.Answer is Done).Sum(heard => heard.Amount);
        (book.Held - book.Balance).ShouldBe(Dollars(given));
        given.ShouldBeInRange(98, 100, "all of it was asked for, and no more was given");
        answers.SelectMany(heard => heard).Where(heard => heard.Answer is not Done)
            .ShouldAllBe(heard => ((Rejected)heard.Answer).Why.Code == "credit-limit-exceeded");
        book.Available.Amount.ShouldBeGreaterThanOrEqualTo(0);
    }

    /// <summary>Each is approved at both hosts, so that repeats race too.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Orders_approved_at_once_are_never_promised_more_than_the_limit(bool lane)
    {
        const int orders = 40;
        var connection = await server.MigratedAsync();
        await using var one = new PostgresDatabase(new(connection) { UseLane = lane, Attempts = 200 });
        await using var other = new PostgresDatabase(new(connection) { UseLane = lane, Attempts = 200 });
        IStorage[] hosts = [one.Storage(TenantId.Default), other.Storage(TenantId.Default)];
        await Do(hosts[0], CustomerUseCases.Add(new(CustomerId.Of("ann"), "Ann", new(null, null, null), [], Usd)));
        await Do(hosts[0], CatalogueUseCases.Change(Sku.Of("tea"), new AddProduct(new("Tea", "", "", null), Dollars(7))));
        await Do(hosts[0], AccountUseCases.Open(Anns, "Ann", Usd, Dollars(100), DateTimeOffset.UtcNow));
        for (var n = 0; n < orders; n++)
        {
            await Do(hosts[0], OrderUseCases.Place(OrderId.Of($"O-{n}"), CustomerId.Of("ann"), [new(Sku.Of("tea"), 1)],
                new("Ann", "1 Quay", null, "Omaha", "NE", "68102"), Channel.Phone, DateTimeOffset.UtcNow, null));
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 2 * orders).Select(n => Task.Run(() =>
            hosts[n % 2].ExecuteAsync(Asked(), OrdersOnCredit.Approve(OrderId.Of($"O-{n / 2}"))))));

        answers.Count(answer => answer is Done { Changed: true }).ShouldBe(14);
        answers.Where(answer => answer is not Done).ShouldAllBe(answer => ((Rejected)answer).Why.Code == "credit-limit-exceeded");
        var book = ((KeptAccount)(await hosts[1].LoadAsync(AccountStreams.Accounts.Stream("ann"))).State).Book;
        var approved = await hosts[1].SelectAsync(OrderStreams.Orders, OrderQueries.Newest("approved"));
        book.Holds.Select(hold => hold.Order.Value).Order().ShouldBe(approved.Items.Select(held => held.Stream.Id).Order());
        (book.Held, book.Available).ShouldBe((Dollars(98), Dollars(2)));

        var cancelled = await Task.WhenAll(book.Holds.SelectMany(hold => hosts.Select(host => Task.Run(() =>
            host.ExecuteAsync(Asked(), OrdersOnCredit.Cancel(hold.Order, "a race"))))));
        cancelled.Count(answer => answer is Done { Changed: true }).ShouldBe(14);
        ((KeptAccount)(await hosts[0].LoadAsync(AccountStreams.Accounts.Stream("ann"))).State).Book.Available.ShouldBe(Dollars(100));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_same_entry_from_both_hosts_at_once_is_booked_once(bool lane)
    {
        var connection = await server.MigratedAsync();
        await using var one = new PostgresDatabase(new(connection) { UseLane = lane, Attempts = 200 });
        await using var other = new PostgresDatabase(new(connection) { UseLane = lane, Attempts = 200 });
        IStorage[] hosts = [one.Storage(TenantId.Default), other.Storage(TenantId.Default)];

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(n => Task.Run(() => Do(hosts[n % 2],
            AccountUseCases.Pay(Anns, EntryId.Of($"P-{n % 15}"), Dollars(10), "a race", DateTimeOffset.UtcNow)))));

        answers.Count(answer => answer is Done { Changed: true }).ShouldBe(15);
        answers.ShouldAllBe(answer => answer is Done);
        var held = await hosts[0].LoadAsync(AccountStreams.Accounts.Stream("ann"));
        (held.Version, ((KeptAccount)held.State).Book.Balance).ShouldBe((15, Dollars(150)));
    }

    [Fact]
    public async Task Whoever_follows_is_told_each_balance_once_with_its_version_and_what_moved_it()
    {
        await using var storage = new PostgresStorage(new(await server.MigratedAsync()));
        await Do(storage, AccountUseCases.Open(Anns, "Ann", Usd, null, DateTimeOffset.UtcNow));
        for (var n = 1; n <= 3; n++)
        {
            foreach (var _ in (int[])[1, 2])
                await Do(storage, AccountUseCases.Pay(Anns, EntryId.Of($"P-{n}"), Dollars(n), "once", DateTimeOffset.UtcNow));
        }

        var told = (await storage.ReadAsync(0, 100)).Where(e => e.Type == "balance-updated")
            .Select(e => (BalanceUpdated)AccountStreams.Balances.Decode(e.Type, e.Schema, e.Data.Span)).ToArray();
        told.Select(update => (update.Version, update.Balance.Amount, update.Entry.Id.Value))
            .ShouldBe([(2, 1, "P-1"), (3, 3, "P-2"), (4, 6, "P-3")]);
        foreach (var update in told)
        {
            var then = await storage.LoadAsync(AccountStreams.Accounts.Stream("ann"), update.Version);
            ((KeptAccount)then.State).Book.Balance.ShouldBe(update.Balance);
        }
    }

    private static Task<Answer> Do(IStorage storage, UseCase asked) =>
        storage.ExecuteAsync(Asked(), asked);

    private static Command Asked() => new($"{Guid.NewGuid()}", "", "a race", DateTimeOffset.UtcNow);

    private static Money Dollars(decimal amount) => new(amount, Usd);
}
