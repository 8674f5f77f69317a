namespace Marketplace.Vocabulary;

/// <summary>A setting with which the site must not start. The message is the whole sentence that its operator reads.</summary>
public sealed class SettingException(string message, Exception? inner = null) : Exception(message, inner);
