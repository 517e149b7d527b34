using System.CommandLine;
using Tempest.Adapters.Postgres;

namespace Tempest.Host.Commands;

/// <summary><c>tempest migrate</c>: the database at this code's schema, and nothing else.</summary>
public static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Bring the database to this version's schema. Hosts do it too when they start.");
        command.SetAction(async (_, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            foreach (var migration in database.Migrated) Console.WriteLine($"Applied {migration.Name}");
            Console.WriteLine($"{database.Where} is at {Migrations.All[^1].Name}; {database.Migrated.Count} applied now.");
            return 0;
        });
        return command;
    }
}
