using System.CommandLine;
using Spectre.Console;
using Tempest.Adapters.Identity;
using Tempest.Application.Access;
using Tempest.Domain;
using Command = System.CommandLine.Command;

namespace Tempest.Host.Commands;

/// <summary><c>tempest tokens</c>: what staff and machines sign in with at the API.</summary>
public static class TokensCommand
{
    private const int UsualLife = 90;

    private const int LongestLife = 3650;

    public static Command Create() => new("tokens", "Bearer tokens for the API.") { Make(), List(), Revoke() };

    private static Command Make()
    {
        var name = new Argument<string>("name") { Description = "Who holds it, as the history will call them: erp, dana." };
        var roles = RolesOption.Create(required: false);
        var customer = new Option<string?>("--customer") { Description = "For a customer's program: the customer's id, instead of roles." };
        var days = new Option<int?>("--days") { Description = $"How long it is good; {UsualLife} unless given." };
        var command = new Command("create", "Make a token. It is shown once.") { name, roles, customer, days };
        command.Validators.Add(result =>
        {
            if (!Identifier.IsValid(result.GetValue(name))) result.AddError($"The name must be {Identifier.InWords}.");
            if (result.GetValue(customer) is { } id && !Identifier.IsValid(id)) result.AddError($"The customer must be {Identifier.InWords}.");
            if (result.GetValue(days) is < 1 or > LongestLife) result.AddError($"--days must be 1 to {LongestLife}.");
            if (result.GetValue(customer) is null == (result.GetValue(roles) == Roles.None))
                result.AddError("Say --roles, or --customer for a customer's program, and not both.");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            await using var tools = new SignInTools(database.Storage);
            var of = parsed.GetValue(customer) is { } id ? CustomerId.Of(id) : default(CustomerId?);
            var (token, kept) = await tools.Tokens.CreateAsync(parsed.GetValue(name)!,
                of is null ? parsed.GetValue(roles) : Roles.Customer, of, TimeSpan.FromDays(parsed.GetValue(days) ?? UsualLife), cancel);
            await Console.Error.WriteLineAsync($"For {kept.Name} ({RolesOption.Text(kept.Roles)}), good until {kept.ExpiresAt:yyyy-MM-dd}; it is shown this once:");
            Console.WriteLine(token);
            return 0;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "All tokens there are, the newest first; of none the secret.");
        command.SetAction(async (_, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            var table = new Table().Border(TableBorder.None).AddColumns("id", "name", "roles", "customer", "made", "good until", "");
            var now = DateTimeOffset.UtcNow;
            foreach (var token in await database.Storage.People.ListTokensAsync(cancel))
            {
                var state = token.RevokedAt is { } at ? $"revoked {at:yyyy-MM-dd}" : token.IsGoodAt(now) ? "" : "too old";
                table.AddRow(new[]
                {
                    token.Id, token.Name, RolesOption.Text(token.Roles), token.Customer?.Value ?? "",
                    $"{token.CreatedAt:yyyy-MM-dd}", $"{token.ExpiresAt:yyyy-MM-dd}", state,
                }.Select(Markup.Escape).ToArray());
            }

            AnsiConsole.Write(table);
            return 0;
        });
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("id") { Description = "As list shows it." };
        var command = new Command("revoke", "Make a token worth nothing, on every host within two seconds.") { id };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            if (await database.Storage.People.RevokeTokenAsync(parsed.GetValue(id)!, DateTimeOffset.UtcNow, cancel)) return 0;

            await Console.Error.WriteLineAsync($"tempest: there is no token {parsed.GetValue(id)} that was good; `tempest tokens list` shows them.");
            return 1;
        });
        return command;
    }
}
