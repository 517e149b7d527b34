using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tempest.Application.Access;
using Tempest.Application.Commands;
using Tempest.Application.Customers;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Domain.Customers;

namespace Tempest.Adapters.Web.Profile;

/// <summary>Who a customer is and where they want things. It is saved only if it is still what was looked at.</summary>
internal static class ProfilePages
{
    public const string Seen = "seen", Name = "name", ContactName = "contact", Email = "email", Phone = "phone", Remove = "remove";

    private const int Longest = 100;

    private const int MostAddresses = 50;

    /// <summary>As the error summary calls them.</summary>
    public static IReadOnlyDictionary<string, string> Labels { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Name] = "Name", [ContactName] = "Contact person", [Email] = "E-mail", [Phone] = "Telephone",
    };

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/profile", ShowAsync).WithName("profilePage");
        pages.MapPost("/profile", SaveProfileAsync).WithName("saveProfile");
        pages.MapGet("/profile/addresses/{number}", ShowAddressAsync).WithName("addressPage");
        pages.MapPost("/profile/addresses/{number}", SaveAddressAsync).WithName("saveAddress");
    }

    public static string Tag(Customer customer) => CustomerUseCases.Customers.Tag(customer);

    private static async Task<IResult> ShowAsync(string? saved, Caller caller, IStorage storage, CancellationToken cancel) =>
        await FindAsync(caller, storage, cancel) is { } customer
            ? Show(customer, FormOf(customer), saved is not null, StatusCodes.Status200OK)
            : Missing();

    private static async Task<IResult> SaveProfileAsync(HttpRequest request, Caller caller, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(request, cancel);
        if (await FindAsync(caller, storage, cancel) is not { } customer) return Missing();

        if (form.Text(Email) is { } email && !System.Net.Mail.MailAddress.TryCreate(email, out _)) form = form.Wrong(Email, "Give an address such as ana@polar.example.");
        if (form.Text(Name) is null) form = form.Wrong(Name, "Give the name of your company, or yours.");
        foreach (var field in Labels.Keys.Where(field => form[field].Length > Longest)) form = form.Wrong(field, $"Use at most {Longest} characters.");
        if (form.IsFaulty) return Show(customer, form, false, StatusCodes.Status422UnprocessableEntity);

        var wanted = customer with { Name = form[Name], Contact = new(form.Text(ContactName), form.Text(Email), form.Text(Phone)) };
        return await SaveAsync(wanted, "profile", form, caller, storage, clock, (now, again) => Show(now, again, false, StatusCodes.Status409Conflict), cancel);
    }

    private static async Task<IResult> ShowAddressAsync(string number, Caller caller, IStorage storage, CancellationToken cancel)
    {
        if (await FindAsync(caller, storage, cancel) is not { } customer || NumberIn(number, customer) is not { } at) return Missing();

        var form = Form.Fresh(at < customer.Addresses.Count ? AddressForm.Of(customer.Addresses[at]) : [("country", Address.UnitedStates)]);
        return ShowAddress(customer, at, form, StatusCodes.Status200OK);
    }

    /// <summary>Changes the address of this number, removes it, or adds one, if it is the next number.</summary>
    private static async Task<IResult> SaveAddressAsync(
        string number, HttpRequest request, Caller caller, IStorage storage, TimeProvider clock, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(request, cancel);
        if (await FindAsync(caller, storage, cancel) is not { } customer) return Missing();
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at)) return Missing();

        var present = customer.Addresses.ToList();
        if (form.Has(Remove))
        {
            if (at < present.Count) present.RemoveAt(at);
        }
        else
        {
            (form, var address) = AddressForm.Read(form);
            if (at >= present.Count && present.Count >= MostAddresses) form = form.Wrong(null, $"A profile has at most {MostAddresses} addresses.");
            if (form.IsFaulty) return ShowAddress(customer, at, form, StatusCodes.Status422UnprocessableEntity);

            if (at < present.Count) present[at] = address;
            else present.Add(address);
        }

        return await SaveAsync(
            customer with { Addresses = present.ToValueList() }, $"address {at}", form, caller, storage, clock,
            (now, again) => form.Has(Remove)
                ? Show(now, again.Faults.Aggregate(FormOf(now), (shown, fault) => shown.Wrong(fault.Field, fault.Sentence)), false, StatusCodes.Status409Conflict)
                : ShowAddress(now, Math.Min(at, now.Addresses.Count), again, StatusCodes.Status409Conflict), cancel);
    }

    private static async Task<IResult> SaveAsync(
        Customer wanted, string what, Form form, Caller caller, IStorage storage, TimeProvider clock, Func<Customer, Form, IResult> again, CancellationToken cancel)
    {
        var save = CustomerUseCases.Save(wanted).Provided(now =>
            now.Record(CustomerUseCases.Customers, wanted.Id.Value) is { } present && Tag(present) == form[Seen]);
        var answer = await storage.ExecuteAsync(form.Command(caller, what, clock), save, cancel);
        return answer switch
        {
            Done => Results.LocalRedirect("/profile?saved=1"),
            Rejected { Why: var why } => again((await FindAsync(caller, storage, cancel))!, form.Refused(why)),
            IdUsedOtherwise => again((await FindAsync(caller, storage, cancel))!, form.SentOtherwise()),
            SeenStale => again((await FindAsync(caller, storage, cancel))!, form.Wrong(null,
                "Your profile was changed elsewhere since you opened this page, so nothing was saved. What is saved now stands with the fields that differ; send it again to save what you typed.")),
            var other => throw new InvalidOperationException($"No way to show {other}."),
        };
    }

    private static Form FormOf(Customer customer) => Form.Fresh(
        (Name, customer.Name), (ContactName, customer.Contact.Name), (Email, customer.Contact.Email), (Phone, customer.Contact.Phone));

    private static async Task<Customer?> FindAsync(Caller caller, IStorage storage, CancellationToken cancel) =>
        (Customer?)await storage.FindAsync(CustomerUseCases.Customers.Record(caller.Customer!.Value.Value), cancel);

    private static int? NumberIn(string text, Customer customer) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= customer.Addresses.Count ? number : null;

    private static IResult Missing() => Views.Missing("There is no such part of your profile.");

    private static RazorComponentResult<ProfilePage> Show(Customer customer, Form form, bool isSaved, int status) =>
        Views.Show<ProfilePage>(new ProfileModel(customer, form, isSaved), status);

    private static RazorComponentResult<AddressPage> ShowAddress(Customer customer, int at, Form form, int status) =>
        Views.Show<AddressPage>(new AddressModel(customer, at, form), status);
}

/// <param name="IsSaved">It was, just now.</param>
public sealed record ProfileModel(Customer Customer, Form Form, bool IsSaved)
{
    /// <summary>What is saved, where something else was typed over what was saved before.</summary>
    public string? Hint(string field, string? saved) => Form.IsFaulty && Form[field] != (saved ?? "") ? $"Saved now: {saved ?? "nothing"}" : null;
}

/// <param name="Number">Which, from 0; that after the last is a new one.</param>
public sealed record AddressModel(Customer Customer, int Number, Form Form)
{
    public bool IsNew => Number >= Customer.Addresses.Count;
}
