using System.CommandLine;
using System.Globalization;
using Tempest.Adapters.Csv;
using Tempest.Application.Import;
using Tempest.Domain;

namespace Tempest.Host.Commands;

/// <summary><c>tempest import products|customers|orders|shipments FILE.csv</c>.</summary>
public static class ImportCommand
{
    public static Command Create()
    {
        var command = new Command("import", "Take in what you had before. Running it again adds nothing.");
        foreach (var kind in ImportKind.All) command.Add(Of(kind));
        return command;
    }

    private static Command Of(ImportKind kind)
    {
        var file = new Argument<FileInfo>("file") { Description = "A CSV file with a header, in UTF-8." };
        var columns = Columns("--columns", $"Our names for the file's columns, where they differ: {kind.IdColumn}=theirs,… "
            + $"Known are {string.Join(", ", kind.Columns)}; needed {string.Join(", ", kind.Required)}.");
        var nullText = new Option<string?>("--null") { Description = "The text that stands for no value, such as NULL." };
        var commasIn = new Option<string?>("--commas-in") { Description = "The file's column whose values may hold commas without quotation marks." };
        var currency = new Option<string>("--currency") { Description = "Of amounts that name none.", DefaultValueFactory = _ => "USD" };
        var zone = new Option<string>("--time-zone") { Description = "Of times that name no offset, such as America/Chicago.", DefaultValueFactory = _ => "UTC" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Decide everything, change nothing." };
        var rejects = new Option<FileInfo?>("--rejects") { Description = "Where rejected rows go; FILE.rejects.csv unless given." };
        var lines = new Option<FileInfo?>("--lines") { Description = "Another CSV file with the orders' lines." };
        var lineColumns = Columns("--line-columns", "Our names for the lines file's columns: order=theirs,sku=theirs,…");
        var fraction = new Option<bool>("--discount-is-fraction") { Description = "A discount of 0.15 means 15 per cent." };
        var pounds = new Option<decimal?>("--weight") { Description = "In pounds, of shipments that name none." };

        var command = new Command(kind.Name, $"Import {kind.Name}.") { file, columns, nullText, commasIn, currency, zone, dryRun, rejects };
        if (kind == ImportKind.Orders)
            foreach (var option in (Option[])[lines, lineColumns, fraction]) command.Add(option);
        if (kind == ImportKind.Shipments) command.Add(pounds);
        command.SetAction((parsed, cancel) =>
        {
            var terms = new ImportTerms(
                CurrencyOf(parsed.GetRequiredValue(currency)), ZoneOf(parsed.GetRequiredValue(zone)), parsed.GetValue(fraction),
                parsed.GetValue(pounds));
            var from = parsed.GetRequiredValue(file);
            var items = Items(kind, from, parsed.GetValue(columns)!, parsed.GetValue(lines), parsed.GetValue(lineColumns)!, parsed.GetValue(nullText), parsed.GetValue(commasIn));
            var rejectsPath = parsed.GetValue(rejects)?.FullName ?? Path.ChangeExtension(from.FullName, ".rejects.csv");
            return RunAsync(kind, items, terms, parsed.GetValue(dryRun), rejectsPath, cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        ImportKind kind, IReadOnlyList<Item> items, ImportTerms terms, bool dryRun, string rejectsPath, CancellationToken cancel)
    {
        await using var database = await Database.OpenAsync(cancel);
        using var rejects = new CsvRejects(rejectsPath, kind.Columns);
        var importer = new Importer(database.Storage, TimeProvider.System);
        var report = await Progress.ShowAsync(kind.Name, progress =>
            importer.RunAsync(kind, items, terms with { Carriage = database.Terms.Carriage }, dryRun, rejects.Write, progress, cancel));

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(dryRun ? "Dry run, nothing was changed: " : "")}{kind.Name}: {report.Added} {(dryRun ? "would be added" : "added")}, "
            + $"{report.Already} already there, {report.Rejected} rejected, in {report.Took.TotalSeconds:F1} s "
            + $"({items.Count / Math.Max(report.Took.TotalSeconds, 0.001) * 60:F0} a minute)."));
        foreach (var (currency, sum) in report.Totals.OrderBy(sum => sum.Key.Code, StringComparer.Ordinal))
            Console.WriteLine($"{char.ToUpperInvariant(kind.Name[0])}{kind.Name[1..]}' total in {currency}: {new Money(sum, currency).AmountText}");
        if (report.Rejected == 0) return 0;

        Console.WriteLine($"The rejected rows are in {rejects.Path}, each with its line and reason.");
        return 2;
    }

    private static IReadOnlyList<Item> Items(
        ImportKind kind, FileInfo file, Dictionary<string, string> columns, FileInfo? linesFile,
        Dictionary<string, string> lineColumns, string? nullText, string? commasIn)
    {
        Named(columns, kind.Columns, "--columns");
        var orders = Read(file, kind.Columns, columns, nullText, commasIn);
        if (kind != ImportKind.Orders)
        {
            Needed(file, orders, kind.Required);
            return CsvItems.OneEach(orders, kind.IdColumn);
        }

        if (linesFile is null)
        {
            Needed(file, orders, kind.Required);
            return CsvItems.ById(orders, kind.IdColumn);
        }

        string[] ofLines = ["order", "sku", "quantity", "price", "discount", "currency"];
        Named(lineColumns, ofLines, "--line-columns");
        var lines = Read(linesFile, ofLines, lineColumns, nullText);
        Needed(linesFile, lines, ["order", "sku", "quantity", "price"]);
        Needed(file, orders, ["id", "customer", "placedAt"]);
        return CsvItems.Joined(orders, lines, kind.IdColumn, "order");
    }

    private static IReadOnlyList<Row> Read(
        FileInfo file, IReadOnlyList<string> known, Dictionary<string, string> columns, string? nullText, string? commasIn = null)
    {
        if (!file.Exists) throw new CsvFileException($"There is no file {file}.");
        using var text = file.OpenText();
        return CsvTables.Read(text, file.Name, known, columns, nullText, commasIn);
    }

    private static void Named(Dictionary<string, string> columns, IReadOnlyList<string> known, string option)
    {
        var unknown = columns.Keys.Except(known, StringComparer.Ordinal).ToArray();
        if (unknown.Length > 0)
            throw new CsvFileException(
                $"{option} names {string.Join(", ", unknown)}; known are {string.Join(", ", known)}.");
    }

    private static void Needed(FileInfo file, IReadOnlyList<Row> rows, IReadOnlyList<string> needed)
    {
        var missing = rows.Count == 0 ? [] : needed.Where(column => !rows[0].Values.ContainsKey(column)).ToArray();
        if (missing.Length > 0)
            throw new CsvFileException($"{file.Name} has no column {string.Join(", ", missing)}; say which it is with --columns \"{missing[0]}=its name\".");
    }

    private static Option<Dictionary<string, string>> Columns(string name, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => [],
        CustomParser = parsed =>
        {
            var pairs = string.Join(',', parsed.Tokens.Select(token => token.Value)).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=', 2, StringSplitOptions.TrimEntries)).ToArray();
            if (pairs.Any(pair => pair.Length != 2 || pair[0].Length == 0 || pair[1].Length == 0))
            {
                parsed.AddError($"{name} must be pairs such as \"sku=productID,name=productName\".");
                return [];
            }

            return pairs.DistinctBy(pair => pair[0], StringComparer.Ordinal).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        },
    };

    private static Currency CurrencyOf(string code) =>
        Currency.IsValid(code)
            ? Currency.Of(code)
            : throw new CsvFileException($"--currency '{code}' must be three capital letters, such as USD.");

    private static TimeZoneInfo ZoneOf(string id) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone
            : throw new CsvFileException($"--time-zone '{id}' is not known; try America/Chicago or UTC.");
}
