using Tempest.Adapters.Identity;
using Tempest.Application.Access;
using Tempest.Application.Storage;
using Tempest.Domain;

namespace Tempest.Host;

/// <summary>Somebody for each role, so that a new installation can be tried. On the embedded database only.</summary>
public static class SamplePeople
{
    public const string Password = "tempest-sample";

    private static readonly (string Id, string Name, Roles Roles)[] Staff =
    [
        ("sally", "Sally Reed", Roles.Sales), ("dave", "Dave Kim", Roles.Dispatch), ("tom", "Tom Ivers", Roles.Driver),
        ("fiona", "Fiona Lund", Roles.Finance), ("carla", "Carla Diaz", Roles.Catalogue), ("olga", "Olga Petrov", Roles.Operator),
    ];

    private static readonly (string Customer, string Email, string Name)[] Customers =
    [
        ("polar", "ana@polarfoods.example", "Ana Ruiz"), ("lakeside", "tom@lakeside.example", "Tom Berg"),
    ];

    public static async Task AddAsync(IStorage storage, CancellationToken cancel)
    {
        await using var tools = new SignInTools(storage);
        foreach (var (id, name, roles) in Staff) await AddAsync(tools.SignIn, id, EmailOf(id), name, roles, null, cancel);
        foreach (var (customer, email, name) in Customers)
            await AddAsync(tools.SignIn, customer, email, name, Roles.Customer, CustomerId.Of(customer), cancel);
    }

    /// <summary>How to sign in as each of them, in lines; none when they are not here.</summary>
    public static async Task<IReadOnlyList<string>> TellAsync(IStorage storage, CancellationToken cancel)
    {
        if (await storage.People.FindPersonAsync(Staff[0].Id, cancel) is not { } first || first.Email != EmailOf(first.Id)) return [];

        return
        [
            $"Sign in with the password {Password} as",
            .. Customers.Select(one => $"  {one.Email,-26} a customer, {one.Customer}"),
            .. Staff.Select(one => $"  {EmailOf(one.Id),-26} {Word.Of(one.Roles)}"),
        ];
    }

    private static string EmailOf(string id) => $"{id}@tempest.example";

    private static async Task AddAsync(
        SignIn signIn, string id, string email, string name, Roles roles, CustomerId? customer, CancellationToken cancel)
    {
        if (await signIn.AddAsync(id, email, name, roles, customer, cancel) is { } person)
            await signIn.ChoosePasswordAsync(signIn.LinkOf(person), Password, cancel);
    }
}
