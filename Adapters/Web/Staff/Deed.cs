using Tempest.Application.Access;
using Tempest.Application.Commands;

namespace Tempest.Adapters.Web.Staff;

/// <summary>
/// One thing that staff ask of something, with a form on a page of its own: whatever the thing is like by then, the business
/// itself says whether it can be done.
/// </summary>
/// <param name="Operation">The API's name of it, by which the table of access knows it.</param>
/// <param name="Name">The last part of its address.</param>
/// <param name="Title">As the button says it.</param>
/// <param name="Blanks">What is to be filled in.</param>
public abstract record Deed(string Operation, string Name, string Title, IReadOnlyList<Blank> Blanks)
{
    /// <summary>It takes something away.</summary>
    public bool Danger { get; init; }

    /// <summary>What to know before doing it.</summary>
    public string? Hint { get; init; }

    public string Form => AccessTable.StaffForm(Operation);

    public string Page => AccessTable.StaffFormPage(Operation);

    public bool IsFor(Caller caller) => caller.May(Form);
}

/// <param name="Ask">From what was filled in to what is asked.</param>
public sealed record Deed<TId>(
    string Operation, string Name, string Title, IReadOnlyList<Blank> Blanks, Func<TId, Filled, Lookup> Ask)
    : Deed(Operation, Name, Title, Blanks);

/// <summary>A field of a deed's form.</summary>
/// <param name="Name">As it is sent.</param>
/// <param name="Label">As it is read.</param>
public sealed record Blank(string Name, string Label)
{
    public static Blank Reason { get; } = new("reason", "Reason") { Hint = "It stays in the history." };

    public string Type { get; init; } = "text";

    public string? InputMode { get; init; }

    public string? Hint { get; init; }

    public string? Width { get; init; }

    public bool Optional { get; init; }

    /// <summary>Several lines.</summary>
    public bool Long { get; init; }

    /// <summary>Offers the trucks that are available.</summary>
    public bool IsTruck { get; init; }

    public static Blank Truck(string label) => new("truck", label) { IsTruck = true, Width = "medium" };

    /// <summary>What it holds as long as nobody has typed.</summary>
    public string? Usual { get; init; }
}
