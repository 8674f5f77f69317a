namespace Marketplace.DesignSystem;

/// <summary>Marks the words of the design system.</summary>
public sealed class Words;
