using System.Globalization;
using Tempest.Adapters.Identity;
using Tempest.Adapters.Mail;
using Tempest.Adapters.Web.Accounts;
using Tempest.Application.Policies;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Shipping;

namespace Tempest.Host;

/// <summary>What the business may set.</summary>
public static class Settings
{
    /// <summary><c>Shipping:RatePerPound</c> and <c>Shipping:Currency</c>; 0.28 USD a pound unless set.</summary>
    /// <exception cref="InvalidOperationException">A setting cannot be understood.</exception>
    private static CarriageRate Carriage(IConfiguration settings)
    {
        var usual = CarriageRate.Usual.PerPound;
        var currency = settings["Shipping:Currency"] is { Length: > 0 } code
            ? Currency.IsValid(code) ? Currency.Of(code) : throw Wrong("Shipping__Currency", code, "three capital letters, such as USD")
            : usual.Currency;
        var rate = settings["Shipping:RatePerPound"] is { Length: > 0 } text
            ? decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= 10_000
                ? amount
                : throw Wrong("Shipping__RatePerPound", text, "an amount of at most 10000, such as 0.28")
            : usual.Amount;
        return new(new Money(rate, currency));
    }

    /// <summary>
    /// <see cref="Carriage"/>; <c>Shipping:From</c> with Name, Line1, Line2, City, State, Zip and Country;
    /// <c>Shipping:PoundsUnlessWeighed</c>; <c>Accounts:DaysToPay</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting cannot be understood.</exception>
    public static TradeTerms Terms(IConfiguration settings)
    {
        var usual = TradeTerms.Usual;
        var from = settings.GetSection("Shipping:From");
        var warehouse = !from.Exists()
            ? usual.Warehouse
            : new Address(from["Name"] ?? "", from["Line1"] ?? "", from["Line2"], from["City"] ?? "", from["State"], from["Zip"], from["Country"] ?? "US");
        if (warehouse.Faults().FirstOrDefault() is { } fault)
            throw new InvalidOperationException($"Shipping__From__{fault.Part} is '{from[fault.Part]}' and {fault.Must}.");

        var pounds = settings["Shipping:PoundsUnlessWeighed"] is { Length: > 0 } weight
            ? decimal.TryParse(weight, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var each) && each is > 0 and <= 100_000
                ? each
                : throw Wrong("Shipping__PoundsUnlessWeighed", weight, "above zero and at most 100000, such as 1.5")
            : usual.PoundsUnlessWeighed;
        var days = settings["Accounts:DaysToPay"] is { Length: > 0 } text
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given <= 3650
                ? given
                : throw Wrong("Accounts__DaysToPay", text, "a whole number of at most 3650, such as 30")
            : usual.DaysToPay;
        return new(Carriage(settings), warehouse, pounds, days);
    }

    /// <summary><c>Queue:Works</c>: whether this host carries out what policies ask for; true unless set.</summary>
    /// <exception cref="InvalidOperationException">The setting cannot be understood.</exception>
    public static bool QueueWorks(IConfiguration settings) => Works(settings, "Queue");

    /// <summary><c>Projections:Works</c>: whether this host carries on what reports are made of; true unless set.</summary>
    /// <exception cref="InvalidOperationException">The setting cannot be understood.</exception>
    public static bool ProjectionsWork(IConfiguration settings) => Works(settings, "Projections");

    /// <summary>
    /// <c>Audit:EverySeconds</c> and <c>Audit:Snapshots</c>: how often this host compares how many snapshots with their events; 50
    /// every minute unless set, null: never.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting cannot be understood.</exception>
    public static AuditRate? Audit(IConfiguration settings)
    {
        int Number(string name, int usual, int least, int most) => settings[$"Audit:{name}"] is not { Length: > 0 } text ? usual
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given >= least && given <= most ? given
            : throw Wrong($"Audit__{name}", text, $"a whole number, {least} to {most}");

        var (seconds, snapshots) = (Number("EverySeconds", 60, 0, 86_400), Number("Snapshots", 50, 1, 100_000));
        return seconds == 0 ? null : new(TimeSpan.FromSeconds(seconds), snapshots);
    }

    /// <summary>
    /// <c>Limits:RequestsPerSecond</c>, <c>Limits:RequestsAtOnce</c> of one caller, <c>Limits:SignInsPerMinute</c> from one
    /// address; 0: no limit.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting cannot be understood.</exception>
    public static RateLimits Limits(IConfiguration settings)
    {
        int Number(string name, int usual) => settings[$"Limits:{name}"] is not { Length: > 0 } text ? usual
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given <= 1_000_000 ? given
            : throw Wrong($"Limits__{name}", text, "a whole number of at most 1000000; 0 for no limit");

        var usual = RateLimits.Usual;
        var perSecond = Number("RequestsPerSecond", usual.PerSecond);
        return new(perSecond, Math.Max(perSecond, Number("RequestsAtOnce", usual.AtOnce)), Number("SignInsPerMinute", usual.SignInsPerMinute));
    }

    /// <summary>
    /// <c>Mail:From</c>; <c>Mail:Folder</c>, into which letters are written unless there is a <c>Mail:Server</c>, with
    /// <c>Mail:Port</c>, <c>Mail:User</c> and <c>Mail:Password</c>.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting cannot be understood.</exception>
    public static PostOptions Mail(IConfiguration settings)
    {
        var from = settings["Mail:From"] is { Length: > 0 } sender ? sender : "tempest@localhost";
        if (!System.Net.Mail.MailAddress.TryCreate(from, out _)) throw Wrong("Mail__From", from, "an e-mail address");

        var port = settings["Mail:Port"] is not { Length: > 0 } text ? 587
            : ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0 ? given
            : throw Wrong("Mail__Port", text, "a port, 1 to 65535");
        return new(from, settings["Mail:Folder"] is { Length: > 0 } folder ? folder : Path.Combine(Path.GetTempPath(), "tempest-mail"),
            settings["Mail:Server"] is { Length: > 0 } server ? server : null, port, settings["Mail:User"], settings["Mail:Password"]);
    }

    /// <summary>
    /// <c>SignIn:Outside</c> with Name, ClientId, ClientSecret, Authorize, Token and UserInfo: all of them, or none.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting cannot be understood, or is missing.</exception>
    public static OutsideProvider? Outside(IConfiguration settings)
    {
        var section = settings.GetSection("SignIn:Outside");
        if (!section.Exists()) return null;

        string Text(string name) => section[name] is { Length: > 0 } text ? text
            : throw new InvalidOperationException($"SignIn__Outside__{name} is missing.");
        Uri Address(string name) => Uri.TryCreate(Text(name), UriKind.Absolute, out var address) ? address
            : throw Wrong($"SignIn__Outside__{name}", Text(name), "an address, such as https://login.example/authorize");
        return new(Text("Name"), Text("ClientId"), Text("ClientSecret"), Address("Authorize"), Address("Token"), Address("UserInfo"),
            Carriage(settings).PerPound.Currency);
    }

    /// <summary><c>Payments:Provider</c>: whether payments are played by the sandbox; nobody takes any unless set.</summary>
    /// <exception cref="InvalidOperationException">The setting cannot be understood.</exception>
    public static bool PaysInTheSandbox(IConfiguration settings) => settings["Payments:Provider"] switch
    {
        null or "" or "none" => false,
        "sandbox" => true,
        var other => throw Wrong("Payments__Provider", other, "sandbox or none"),
    };

    /// <summary><c>Payments:TransferTo</c>: our bank and account, as customers read it.</summary>
    public static TransferTerms Transfer(IConfiguration settings) => new(settings["Payments:TransferTo"] is { Length: > 0 } to ? to : null);

    private static bool Works(IConfiguration settings, string what) => settings[$"{what}:Works"] is not { Length: > 0 } text
        || (bool.TryParse(text, out var works) ? works : throw Wrong($"{what}__Works", text, "true or false"));

    private static InvalidOperationException Wrong(string setting, string value, string must) =>
        new($"{setting} is '{value}' and must be {must}.");
}
