using System.CommandLine;
using Npgsql;
using Tempest.Adapters.Csv;
using Tempest.Adapters.Postgres.Embedded;
using Tempest.Application.Commands;
using Tempest.Application.Lake;
using Tempest.Application.Storage;
using Tempest.Domain;
using Tempest.Host.Commands;

var root = new RootCommand("Tempest: order-to-cash for a company that sells goods and delivers them.")
{
    RunCommand.Create(), MigrateCommand.Create(), ImportCommand.Create(), PeopleCommand.Create(), TokensCommand.Create(),
    SnapshotsCommand.Create(), LakeCommand.Create(), SeedCommand.Create(), ProjectionsCommand.Create(), WhatIfCommand.Create(), HealthCheckCommand.Create(),
};
root.SetAction((_, cancel) => RunCommand.RunAsync(urls: null, sample: true, cancel));

try
{
    return await root.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is CsvFileException or EmbeddedPostgresException or NpgsqlException or IOException
    or UnauthorizedAccessException or InvalidOperationException or UnknownEventException or BrokenHistoryException or TooBusyException
    or LakeFaultException or OtherHistoryException)
{
    await Console.Error.WriteLineAsync($"tempest: {e.Message}");
    return 1;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("tempest: stopped.");
    return 130;
}
