using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Api;

/// <summary>Versions of documents as strong entity tags: <c>"v3"</c>.</summary>
internal static class Versions
{
    public static EntityTagHeaderValue Tag(long version) => new($"\"v{version.ToString(CultureInfo.InvariantCulture)}\"");

    public static long? Of(EntityTagHeaderValue tag)
    {
        var text = tag.Tag.AsSpan();
        return text is ['"', 'v', .. var digits, '"'] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version : null;
    }
}
