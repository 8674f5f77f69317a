namespace Marketplace.DesignSystem.Forms;

/// <summary>One choice of a field. <paramref name="Group"/> heads it in a list; <paramref name="Hint"/> explains it under its label.</summary>
public sealed record FieldOption(string Value, string Label, string? Hint = null, string? Group = null);
