using System.Text.Json;
using System.Text.RegularExpressions;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Api;

/// <summary>Reads the body of a request strictly: what is not understood in full is refused, naming the member.</summary>
public static partial class ApiBody
{
    /// <summary>Bytes read of a JSON body unless the endpoint says otherwise.</summary>
    public const int DefaultLimit = 1 << 20;

    public static async Task<Outcome<T>> Read<T>(HttpContext http, int limit = DefaultLimit) where T : notnull
    {
        if (!IsJson(http.Request))
        {
            return Refusal.Because(RefusalKind.MediaType, "media_type",
                "请求正文须为 application/json（UTF-8，不压缩）。", "The body must be application/json (UTF-8, not compressed).");
        }

        var bytes = await ReadBytes(http, limit);
        if (bytes is null)
        {
            return Refusal.Because(RefusalKind.TooLarge, "too_large", $"请求正文超过 {limit} 字节。", $"The body is larger than {limit} bytes.");
        }

        var json = WithoutMark(bytes);
        if (StrictJson.Check(json.Span) is { } problem) return new Refusal(RefusalKind.Invalid, [problem]);
        try
        {
            return JsonSerializer.Deserialize<T>(json.Span, MarketJson.Strict) is { } value
                ? value
                : new Refusal(RefusalKind.Invalid, [StrictJson.Malformed("请求正文不能为 null。", "The body may not be null.")]);
        }
        catch (JsonException e)
        {
            return new Refusal(RefusalKind.Invalid, Explain(e));
        }
    }

    /// <summary>A JSON media type without another charset than UTF-8 and without a content coding.</summary>
    public static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.Count == 0;

    private static async Task<byte[]?> ReadBytes(HttpContext http, int limit)
    {
        if (http.Request.ContentLength > limit) return null;
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (read.Length + count > limit) return null;
            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }

    private static ReadOnlyMemory<byte> WithoutMark(byte[] bytes) =>
        bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsMemory(3) : bytes;

    private static Problem[] Explain(JsonException e)
    {
        var path = e.Path is { Length: > 2 } p ? p[2..] : null;
        if (e.Message.Contains("missing required properties", StringComparison.Ordinal))
        {
            return [.. Quoted().Matches(e.Message).Skip(1).Select(name => new Problem("required",
                new Bilingual("此项必填。", "This member is required."), Under(path, name.Groups[1].Value)))];
        }

        if (e.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
        {
            var name = Quoted().Match(e.Message).Groups[1].Value;
            return [new Problem("unknown_member", new Bilingual("没有这个成员。", "There is no such member."),
                path is not null && path.EndsWith(name, StringComparison.Ordinal) ? path : Under(path, name))];
        }

        return [new Problem("wrong_type", new Bilingual("此项的类型或取值不对。", "This member has the wrong type or value."), path)];
    }

    private static string Under(string? path, string name) => path is null ? name : $"{path}.{name}";

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
