using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Api;

/// <summary>The version a write was made from, as <c>If-Match: "v3"</c>.</summary>
public static class IfMatch
{
    /// <summary>No version: what a well-formed tag that is none of ours stands for, so that it is stale against every document.</summary>
    public const long NoVersion = -1;

    public static Outcome<long> Read(HttpContext http)
    {
        var given = http.Request.Headers.IfMatch;
        if (given.Count == 0)
        {
            return Refusal.Because(RefusalKind.VersionRequired, "version_required",
                "请用 If-Match 标明所修改的版本，例如 \"v3\"。", "Name the version you change with If-Match, such as \"v3\".", "If-Match");
        }

        if (given.Count > 1 || !EntityTagHeaderValue.TryParse(given.ToString(), out var tag) || tag.IsWeak || tag.Tag == "*")
        {
            return Refusal.Because(RefusalKind.Invalid, "malformed_version",
                "If-Match 须为一个强实体标签，例如 \"v3\"。", "If-Match must be one strong entity tag, such as \"v3\".", "If-Match");
        }

        return Versions.Of(tag) ?? NoVersion;
    }
}
