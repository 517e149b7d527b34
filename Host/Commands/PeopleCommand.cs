using System.CommandLine;
using Spectre.Console;
using Tempest.Adapters.Identity;
using Tempest.Application.Access;
using Tempest.Domain;
using Command = System.CommandLine.Command;

namespace Tempest.Host.Commands;

/// <summary><c>tempest people</c>: who signs in to the pages. New customers register by themselves.</summary>
public static class PeopleCommand
{
    public static Command Create() => new("people", "Who signs in to the pages.") { Add(), List(), Link() };

    private static Command Add()
    {
        var id = new Argument<string>("id") { Description = "How the history will call them: dana." };
        var email = new Option<string>("--email") { Description = "What they sign in with.", Required = true };
        var name = new Option<string?>("--name") { Description = "What to call them; the id unless given." };
        var (roles, url) = (RolesOption.Create(required: false), UrlOption());
        var customer = new Option<string?>("--customer") { Description = "For somebody of a customer's who is known already: the customer's id, instead of roles." };
        var command = new Command("add", "Add somebody of the staff, or of a customer's; the link that is shown lets them choose a password.") { id, email, name, roles, customer, url };
        command.Validators.Add(result =>
        {
            if (!Identifier.IsValid(result.GetValue(id))) result.AddError($"The id must be {Identifier.InWords}.");
            if (result.GetValue(customer) is { } of && !Identifier.IsValid(of)) result.AddError($"The customer must be {Identifier.InWords}.");
            if (result.GetValue(customer) is null == (result.GetValue(roles) == Roles.None)) result.AddError("Say --roles, or --customer, and not both.");
            if (!System.Net.Mail.MailAddress.TryCreate(result.GetValue(email), out _)) result.AddError("--email must be an e-mail address.");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            await using var tools = new SignInTools(database.Storage);
            var person = await tools.SignIn.AddAsync(parsed.GetValue(id)!, parsed.GetValue(email)!,
                parsed.GetValue(name) ?? parsed.GetValue(id)!, parsed.GetValue(roles),
                parsed.GetValue(customer) is { } of ? CustomerId.Of(of) : null, cancel);
            if (person is null)
            {
                await Console.Error.WriteLineAsync("tempest: this id or this e-mail belongs to somebody; `tempest people list` shows them.");
                return 1;
            }

            return Show(tools, person, parsed.GetValue(url)!);
        });
        return command;
    }

    private static Command Link()
    {
        var email = new Argument<string>("email");
        var url = UrlOption();
        var command = new Command("link", "A link with which somebody chooses a new password, for when mail does not reach them.") { email, url };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            await using var tools = new SignInTools(database.Storage);
            if (await database.Storage.People.FindPersonByEmailAsync(parsed.GetValue(email)!, cancel) is { } person)
                return Show(tools, person, parsed.GetValue(url)!);

            await Console.Error.WriteLineAsync($"tempest: nobody has the e-mail {parsed.GetValue(email)}.");
            return 1;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Everybody who signs in.");
        command.SetAction(async (_, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            var table = new Table().Border(TableBorder.None).AddColumns("id", "name", "e-mail", "roles");
            foreach (var person in await database.Storage.People.ListPeopleAsync(cancel))
                table.AddRow(new[] { person.Id, person.Name, person.Email, RolesOption.Text(person.Roles) }.Select(Markup.Escape).ToArray());
            AnsiConsole.Write(table);
            return 0;
        });
        return command;
    }

    private static Option<string> UrlOption() =>
        new("--url") { Description = "Where Tempest is for them.", DefaultValueFactory = _ => RunCommand.UsualUrl };

    private static int Show(SignInTools tools, Person person, string url)
    {
        Console.Error.WriteLine($"{person.Name} chooses a password here, within {SignIn.LinkIsGoodFor.TotalHours:0} hours:");
        Console.WriteLine($"{url.TrimEnd('/')}/choose-password?link={Uri.EscapeDataString(tools.SignIn.LinkOf(person))}");
        return 0;
    }
}
