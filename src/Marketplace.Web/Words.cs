namespace Marketplace.Web;

/// <summary>Marks the words of the layout, the home page and the error pages.</summary>
public sealed class Words;
