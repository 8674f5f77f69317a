using Microsoft.AspNetCore.Localization;

namespace Marketplace.Web.Localisation;

/// <summary>The framework's own provider does not bring <c>zh-TW</c> or <c>en-GB</c> to a language that is there.</summary>
internal static class AcceptLanguage
{
    public static ProviderCultureResult? Prefers(HttpRequest request)
    {
        foreach (var asked in request.GetTypedHeaders().AcceptLanguage.Where(a => a.Quality is not 0).OrderByDescending(a => a.Quality ?? 1))
        {
            if (Is(asked.Value, "zh")) return new ProviderCultureResult("zh-CN");
            if (Is(asked.Value, "en")) return new ProviderCultureResult("en");
        }

        return null;
    }

    private static bool Is(Microsoft.Extensions.Primitives.StringSegment tag, string language) =>
        tag.Equals(language, StringComparison.OrdinalIgnoreCase) || tag.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase);
}
