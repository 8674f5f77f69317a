namespace Marketplace.DesignSystem;

/// <summary>Marks the words of the design system. Not called Words: every page imports this namespace, and means its room's own.</summary>
public sealed class DesignWords;
