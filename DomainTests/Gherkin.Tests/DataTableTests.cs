using Shouldly;
using Tempest.DomainTests.Gherkin;
using Xunit;

namespace Tempest.DomainTests.GherkinTests;

public sealed class DataTableTests
{
    public enum Speed
    {
        Slow,
        VeryFast,
    }

    public sealed record Truck(string Plate, decimal MaxLoad, Speed Speed = Speed.Slow, DateOnly? Checked = null);

    public sealed class Depot
    {
        public string Name { get; set; } = "";

        public int Gates { get; set; }
    }

    static readonly DataTable Trucks = Table(
        "plate|Max load|speed|checked",
        "A 1|7.5|very fast|2026-11-21",
        "B 2|12|slow|");

    [Fact]
    public void Cells_are_reached_by_column()
    {
        Trucks.RowCount.ShouldBe(2);
        Trucks.Header.ShouldContain("Max load");
        Trucks.Rows[1]["plate"].ShouldBe("B 2");
        Trucks.Rows[1][1].ShouldBe("12");
        Trucks.Rows[0].ContainsKey("wheels").ShouldBeFalse();
        Should.Throw<StepException>(() => Trucks.Rows[0]["wheels"]).Message.ShouldContain("no column 'wheels'");
    }

    [Fact]
    public void Rows_become_values() => Trucks.CreateSet<Truck>().ShouldBe([
        new Truck("A 1", 7.5m, Speed.VeryFast, new DateOnly(2026, 11, 21)),
        new Truck("B 2", 12m),
    ]);

    [Fact]
    public void One_row_becomes_one_value() =>
        Table("name|gates", "North|4").CreateInstance<Depot>().Gates.ShouldBe(4);

    [Fact]
    public void So_does_a_table_that_runs_down()
    {
        Table("Field|Value", "Name|North").CreateInstance<Depot>().Name.ShouldBe("North");
        Table("what|is", "Name|North", "Gates|4").CreateInstance<Depot>().Gates.ShouldBe(4);
        Table("what|is", "Gates|4").CreateInstance<Depot>().Gates.ShouldBe(4);
    }

    [Fact]
    public void One_value_does_not_come_from_two_rows() =>
        Should.Throw<StepException>(() => Trucks.CreateInstance<Truck>()).Message.ShouldContain("the table has 2");

    [Fact]
    public void A_column_that_nothing_reads_is_a_fault() =>
        Should.Throw<StepException>(() => Table("plate|wheels", "A 1|4").CreateSet<Truck>())
            .Message.ShouldContain("'wheels'");

    [Theory]
    [InlineData("plate|max load", "A 1|heavy", "Column 'max load': 'heavy' does not read as Decimal")]
    [InlineData("plate|speed", "A 1|7", "Column 'speed': '7' does not read as Speed")]
    public void A_cell_that_cannot_be_read_says_which(string header, string row, string why) =>
        Should.Throw<StepException>(() => Table(header, row).CreateSet<Truck>()).Message.ShouldContain(why);

    static DataTable Table(string header, params string[] rows) =>
        new(header.Split('|'), rows.Select(row => row.Split('|')));
}
