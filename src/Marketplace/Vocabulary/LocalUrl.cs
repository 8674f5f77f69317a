namespace Marketplace.Vocabulary;

/// <summary>Addresses to return to, as given by a form or a query: only those of this site are followed.</summary>
public static class LocalUrl
{
    public static string OrHome(string? url) => IsLocal(url) ? url! : "/";

    /// <summary>One slash, then neither another nor a backslash, and nothing a browser would drop or decode into one.</summary>
    public static bool IsLocal(string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..]
        && !url.Contains('\\') && !url.AsSpan().ContainsAnyInRange('\0', ' ') && !url.Contains('\x7F')
        && !url.StartsWith("/%2f", StringComparison.OrdinalIgnoreCase) && !url.StartsWith("/%5c", StringComparison.OrdinalIgnoreCase);
}
