namespace Marketplace.Reports;

/// <summary>Marks the words of reports.</summary>
public sealed class Words;
