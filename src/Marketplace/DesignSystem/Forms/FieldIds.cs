namespace Marketplace.DesignSystem.Forms;

/// <summary>From the name of a field to the id of its control: what an error summary links to.</summary>
public static class FieldIds
{
    public static string Of(string name) =>
        "f-" + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
}
