namespace Marketplace.Record;

/// <summary>Marks the words of the record.</summary>
public sealed class Words;
