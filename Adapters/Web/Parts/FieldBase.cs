using Microsoft.AspNetCore.Components;

namespace Tempest.Adapters.Web.Parts;

/// <summary>What all fields of a form share: they show what was typed, and what is wrong with it.</summary>
public abstract class FieldBase : ComponentBase
{
    [Parameter, EditorRequired]
    public required Form Form { get; set; }

    /// <summary>The field's name in the form, and its id on the page.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What to know before typing.</summary>
    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public bool Optional { get; set; }

    /// <summary>How much room: <c>short</c>, <c>medium</c>; all there is unless given.</summary>
    [Parameter]
    public string? Width { get; set; }

    protected string? Fault => Form.FaultOf(Name);

    protected string? DescribedBy => FieldFrame.DescribedBy(Name, Hint, Fault);

    protected string? Invalid => Fault is null ? null : "true";

    protected string? Required => Optional ? null : "true";
}
