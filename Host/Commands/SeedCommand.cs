using System.CommandLine;
using Tempest.Application;

namespace Tempest.Host.Commands;

/// <summary><c>tempest seed CONTEXT</c>: for a context that came when there was something to know already.</summary>
public static class SeedCommand
{
    public static Command Create()
    {
        var names = string.Join(", ", Seeding.Contexts);
        var context = new Argument<string>("context") { Description = $"One of {names}." };
        context.Validators.Add(result =>
        {
            if (result.GetValue(context) is { } name && !Seeding.Contexts.Contains(name)) result.AddError($"No context '{name}' listens to anybody; there are {names}.");
        });
        var command = new Command("seed", "Tell a context that was added later of every product and customer there is. What it knows already is not told again.") { context };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var database = await Database.OpenAsync(cancel);
            var name = parsed.GetRequiredValue(context);
            var seeded = await new Seeding(database.Storage, TimeProvider.System).RunAsync(name, cancel);
            Console.WriteLine($"{name} was told of {seeded.Told} products and customers; {seeded.New} of them were news.");
            return 0;
        });
        return command;
    }
}
