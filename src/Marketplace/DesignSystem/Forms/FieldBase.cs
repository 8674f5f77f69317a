using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Components;

namespace Marketplace.DesignSystem.Forms;

/// <summary>What every field has: a name, a label, help, what is wrong with it, and whether it must be filled in.</summary>
public abstract class FieldBase : ComponentBase
{
    [Parameter, EditorRequired] public string Name { get; set; } = "";
    [Parameter, EditorRequired] public string Label { get; set; } = "";
    [Parameter] public string? Help { get; set; }

    /// <summary>Overrides what the form's errors say of <see cref="Name"/>.</summary>
    [Parameter] public string? Error { get; set; }

    /// <summary>The field's name in the form's errors, where it is not <see cref="Name"/>.</summary>
    [Parameter] public string? ErrorField { get; set; }

    [Parameter] public bool Required { get; set; }

    /// <summary>Attributes for the control itself: <c>maxlength</c>, <c>autocomplete</c>, <c>inputmode</c>…</summary>
    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? More { get; set; }

    [CascadingParameter] public FormErrors? Errors { get; set; }

    protected override void OnParametersSet() => Errors?.Label(ErrorField ?? Name, Label);

    protected string Id => FieldIds.Of(ErrorField ?? Name);

    protected string? Wrong => Error ?? Errors?.Of(ErrorField ?? Name)?.Message.In(Languages.Current);

    protected string? DescribedBy => (Help, Wrong) switch
    {
        (null, null) => null,
        ({ }, null) => $"{Id}-help",
        (null, { }) => $"{Id}-error",
        _ => $"{Id}-help {Id}-error",
    };

    /// <summary>The wiring of a single control: id, name, description and state.</summary>
    protected IReadOnlyDictionary<string, object> Wiring
    {
        get
        {
            var attributes = new Dictionary<string, object>(More ?? new Dictionary<string, object>()) { ["id"] = Id, ["name"] = Name };
            if (DescribedBy is { } described) attributes["aria-describedby"] = described;
            if (Wrong is not null) attributes["aria-invalid"] = "true";
            if (Required) attributes["aria-required"] = "true";
            return attributes;
        }
    }
}
