namespace Marketplace.Demo;

/// <summary>Marks the words of this room.</summary>
public sealed class Words;
