namespace Marketplace.Standards.Form;

/// <summary>Marks the words of the answer form.</summary>
public sealed class Words;
