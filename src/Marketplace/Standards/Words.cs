namespace Marketplace.Standards;

/// <summary>Marks the words of the pages of standards, methods and classes.</summary>
public sealed class Words;
