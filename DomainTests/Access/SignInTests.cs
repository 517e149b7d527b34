using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tempest.Adapters.Identity;
using Tempest.Adapters.Memory;
using Tempest.Application.Access;
using Tempest.Application.Storage;
using Tempest.Domain;
using Xunit;

namespace Tempest.DomainTests.Access;

/// <summary>Registering, signing in, passwords and tokens, whatever the storage.</summary>
public sealed class SignInTests : IAsyncDisposable
{
    private const string Email = "ana@polarfoods.example", Password = "correct horse battery";

    private readonly Clock clock = new();
    private readonly Letters letters = new();
    private readonly MemoryStorage storage = new();
    private readonly ServiceProvider services;

    public SignInTests() => services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock).AddSingleton<IMail>(letters)
        .AddTempestSignIn(storage).BuildServiceProvider();

    private SignIn SignIn => services.GetRequiredService<SignIn>();

    private Tokens Tokens => services.GetRequiredService<Tokens>();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_registers_signs_in_however_the_e_mail_is_written_and_is_a_customer()
    {
        var ana = await RegisteredAsync();

        var came = await SignIn.WithPasswordAsync(" ANA@PolarFoods.example", Password);
        came.ShouldBe(ana);
        came!.Caller.ShouldBe(new Caller($"customer/{ana.Customer}", "Polar Foods", Roles.Customer, ana.Customer));
    }

    [Fact]
    public async Task An_e_mail_is_registered_once()
    {
        await RegisteredAsync();

        (await SignIn.RegisterAsync("Other", "Ana@polarfoods.example", Password, Currency.Of("USD"))).Why.ShouldBe(new EmailTaken());
    }

    [Theory]
    [InlineData("", Email, Password, "customer-name-missing")]
    [InlineData("Polar", "no address", Password, "email-not-usable")]
    [InlineData("Polar", Email, "short", "password-too-short")]
    public async Task What_cannot_be_registered_is_said(string name, string email, string password, string code)
    {
        var (person, why) = await SignIn.RegisterAsync(name, email, password, Currency.Of("USD"));

        person.ShouldBeNull();
        why!.Code.ShouldBe(code);
        (await storage.People.ListPeopleAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_does_not_help_for_five_minutes()
    {
        await RegisteredAsync();
        for (var n = 0; n < SignIn.MostFailures; n++) (await SignIn.WithPasswordAsync(Email, "wrong password")).ShouldBeNull();

        (await SignIn.WithPasswordAsync(Email, Password)).ShouldBeNull();
        clock.Now += SignIn.Lockout;
        (await SignIn.WithPasswordAsync(Email, Password)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Wrong_passwords_at_the_same_time_are_all_counted()
    {
        await RegisteredAsync();

        await Task.WhenAll(Enumerable.Range(0, SignIn.MostFailures).Select(_ => Task.Run(() => SignIn.WithPasswordAsync(Email, "wrong password"))));

        (await SignIn.WithPasswordAsync(Email, Password)).ShouldBeNull();
    }

    [Fact]
    public async Task A_right_password_forgets_the_wrong_ones_before()
    {
        await RegisteredAsync();
        for (var round = 0; round < 2; round++)
        {
            for (var n = 1; n < SignIn.MostFailures; n++) await SignIn.WithPasswordAsync(Email, "wrong password");
            (await SignIn.WithPasswordAsync(Email, Password)).ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task A_session_ends_everywhere_at_once_also_by_a_new_password()
    {
        var ana = await RegisteredAsync();
        (await SignIn.OfSessionAsync(ana.Id, ana.Stamp)).ShouldNotBeNull();

        var later = await SignIn.EndSessionsAsync(ana.Id);
        (await SignIn.OfSessionAsync(ana.Id, ana.Stamp)).ShouldBeNull();

        (await SignIn.ChangePasswordAsync(ana.Id, "not this one", "another horse battery")).Why.ShouldBe(new PasswordWrong());
        (await SignIn.ChangePasswordAsync(ana.Id, Password, "another horse battery")).Person.ShouldNotBeNull();
        (await SignIn.OfSessionAsync(ana.Id, later.Stamp)).ShouldBeNull();
        (await SignIn.WithPasswordAsync(Email, Password)).ShouldBeNull();
        (await SignIn.WithPasswordAsync(Email, "another horse battery")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_mailed_link_is_good_once_and_not_for_long()
    {
        await RegisteredAsync();
        await SignIn.MailLinkAsync("nobody@elsewhere.example", link => link);
        letters.Sent.ShouldBeEmpty();
        await SignIn.MailLinkAsync(Email, link => $"<{link}>");
        var letter = letters.Sent.ShouldHaveSingleItem();
        letter.To.ShouldBe(Email);
        var link = letter.Text.Split('<', '>')[1];

        (await SignIn.ChoosePasswordAsync(link, "short")).Why.ShouldBe(new PasswordTooShort(SignIn.ShortestPassword));
        (await SignIn.ChoosePasswordAsync(link, "another horse battery")).Person.ShouldNotBeNull();
        (await SignIn.ChoosePasswordAsync(link, "a third horse battery")).Why.ShouldBe(new LinkWorthNothing());
        (await SignIn.ChoosePasswordAsync("made up", "a third horse battery")).Why.ShouldBe(new LinkWorthNothing());
        (await SignIn.WithPasswordAsync(Email, "another horse battery")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Whoever_comes_from_outside_is_known_by_who_they_are_there()
    {
        var ana = await RegisteredAsync();

        (await SignIn.FromOutsideAsync("Works/17", Email, "Ana", Currency.Of("USD")))!.Id.ShouldBe(ana.Id);
        (await SignIn.FromOutsideAsync("Works/17", Email, "Ana", Currency.Of("USD")))!.Id.ShouldBe(ana.Id);
        (await SignIn.FromOutsideAsync("Works/18", Email, "Somebody else", Currency.Of("USD"))).ShouldBeNull();
        (await SignIn.FromOutsideAsync("Works/19", "new@elsewhere.example", "New", Currency.Of("USD")))!.Roles.ShouldBe(Roles.Customer);
        (await SignIn.FromOutsideAsync("Works/20", "no address", "New", Currency.Of("USD"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_token_is_kept_as_a_hash_and_is_good_until_it_is_revoked_or_too_old()
    {
        var (token, kept) = await Tokens.CreateAsync("erp", Roles.Sales, null, TimeSpan.FromDays(1));
        token.ShouldNotContain(kept.SecretHash);
        (await Tokens.FindAsync(token))!.Caller.ShouldBe(new Caller("staff/erp", "erp", Roles.Sales, null));

        (await Tokens.FindAsync(token[..^1] + (token[^1] == 'A' ? 'B' : 'A'))).ShouldBeNull();
        (await Tokens.FindAsync("tmp_short")).ShouldBeNull();
        clock.Now += TimeSpan.FromDays(1);
        (await Tokens.FindAsync(token)).ShouldBeNull();

        var (another, other) = await Tokens.CreateAsync("erp", Roles.Sales, null, TimeSpan.FromDays(1));
        (await Tokens.FindAsync(another)).ShouldNotBeNull();
        (await storage.People.RevokeTokenAsync(other.Id, clock.Now, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await storage.People.RevokeTokenAsync(other.Id, clock.Now, TestContext.Current.CancellationToken)).ShouldBeFalse();
        (await Tokens.FindAsync(another)).ShouldBeNull();
    }

    private async Task<Person> RegisteredAsync() =>
        (await SignIn.RegisterAsync("Polar Foods", Email, Password, Currency.Of("USD"))).Person.ShouldNotBeNull();

    private sealed class Letters : IMail
    {
        public List<Letter> Sent { get; } = [];

        public void Post(Letter letter) => Sent.Add(letter);
    }

    /// <summary>Links are sealed by the framework's own clock, so it begins at that.</summary>
    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Instant.Kept(DateTimeOffset.UtcNow);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
