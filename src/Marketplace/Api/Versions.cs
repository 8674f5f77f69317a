using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Api;

/// <summary>
/// Versions of documents as strong entity tags: <c>"v3"</c>; where an answer depends on more than the document, <c>"v3.state"</c>,
/// which names the same version when it comes back.
/// </summary>
internal static class Versions
{
    public static EntityTagHeaderValue Tag(long version, string? state = null) =>
        new($"\"v{version.ToString(CultureInfo.InvariantCulture)}{(state is null ? null : "." + state)}\"");

    public static long? Of(EntityTagHeaderValue tag)
    {
        var text = tag.Tag.AsSpan();
        if (text is not ['"', 'v', .. var rest, '"']) return null;
        var digits = rest.IndexOf('.') is >= 0 and var dot ? rest[..dot] : rest;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version : null;
    }
}
