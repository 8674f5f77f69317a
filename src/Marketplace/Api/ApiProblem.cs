using System.Text.Json;
using System.Text.Json.Serialization;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Api;

/// <summary>One thing that is wrong; <paramref name="Field"/> is a path within the input, or a parameter's or header's name.</summary>
public sealed record ApiError(string Code, string? Field, Bilingual Message);

/// <summary>Problem details (RFC 9457). <paramref name="Title"/> and <paramref name="Detail"/> are in the reader's language.</summary>
public sealed record ApiProblem(
    string Type, string Title, int Status, string Detail, string Code, IReadOnlyList<ApiError> Errors)
{
    /// <summary>With a stale version: the one that stands now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Current { get; init; }

    public static ApiProblem Of(Refusal refusal)
    {
        var status = StatusOf(refusal.Kind);
        var first = refusal.First;
        return new($"urn:marketplace:problem:{first.Code}", TitleOf(status).In(Languages.Current), status, first.Message.In(Languages.Current),
            first.Code, [.. refusal.Problems.Select(p => new ApiError(p.Code, p.Field, p.Message))]) { Current = refusal.Current };
    }

    /// <summary>For what the host itself refuses: no such route, no such method, a request too large, a fault.</summary>
    public static ApiProblem OfStatus(int status)
    {
        var title = TitleOf(status);
        var code = $"http_{status}";
        return new($"urn:marketplace:problem:{code}", title.In(Languages.Current), status, title.In(Languages.Current), code, [new ApiError(code, null, title)]);
    }

    public Task Write(HttpContext http)
    {
        http.Response.StatusCode = Status;
        http.Response.ContentType = "application/problem+json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(http.Response.BodyWriter, this, MarketJson.Options, http.RequestAborted);
    }

    private static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Unidentified => StatusCodes.Status401Unauthorized,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.VersionRequired => StatusCodes.Status428PreconditionRequired,
        RefusalKind.MediaType => StatusCodes.Status415UnsupportedMediaType,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static Bilingual TitleOf(int status) => status switch
    {
        400 => new("请求有误", "The request does not hold"),
        401 => new("身份无法确认", "Not identified"),
        403 => new("无权操作", "Not allowed"),
        404 => new("没有找到", "Not found"),
        405 => new("不支持此方法", "Method not allowed"),
        408 => new("请求超时", "The request took too long"),
        409 => new("当前状态不允许", "Not in this state"),
        412 => new("版本已更新", "Somebody saved a newer version"),
        413 => new("内容过大", "Too large"),
        414 => new("网址过长", "The address is too long"),
        415 => new("不支持的内容类型", "Media type not supported"),
        422 => new("不符合规则", "Against the rules"),
        428 => new("须注明版本", "A version is required"),
        429 => new("请求过于频繁", "Too many requests"),
        503 => new("服务暂不可用", "Not available for now"),
        507 => new("存储空间已满，暂不能保存", "The disk is full; nothing can be saved for now"),
        >= 500 => new("服务器出错", "Something broke on our side"),
        _ => new("请求未能完成", "The request could not be completed"),
    };
}

internal sealed class ProblemAnswer(ApiProblem problem) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => problem.Write(httpContext);
}
