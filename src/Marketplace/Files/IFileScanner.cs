namespace Marketplace.Files;

/// <summary>Looks into a file for what harms whoever opens it.</summary>
public interface IFileScanner
{
    /// <summary>What was found, as the scanner calls it; null where nothing was. Throws <see cref="ScannerSilentException"/> where it cannot say.</summary>
    Task<string?> Scan(Stream content, CancellationToken cancel = default);
}

/// <summary>The scanner gave no verdict. A file without one is not released.</summary>
public sealed class ScannerSilentException(string message, Exception? inner = null) : Exception(message, inner);
