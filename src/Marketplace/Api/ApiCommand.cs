using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Api;

/// <summary>
/// A caller's <c>Idempotency-Key</c>, which is its own (scoped by actor), with a fingerprint of method, path and body.
/// An endpoint asks <see cref="Repeated"/> first; the use case commits <see cref="Answering{T}"/> together with its changes.
/// </summary>
public sealed record ApiCommand(string Key, string Fingerprint)
{
    private const int LongestKey = 200;

    /// <summary>What an endpoint that writes does around its use case: a request that is repeated is answered as the first time.</summary>
    /// <param name="repeated">The stored answer, where the use case found its command carried out before.</param>
    /// <param name="answer">What to say of what was written now.</param>
    public static async Task<IResult> Answer<T>(
        HttpContext http, Actor actor, IStore store, object? body, Func<ApiCommand?, Task<Outcome<T>>> run, Func<T, string?> repeated, Func<T, IResult> answer)
    {
        if (!Read(http, actor, body).Is(out var command, out var refusal)) return ApiResults.Problem(refusal);
        if (command is not null && await command.Repeated(store, http.RequestAborted) is { } before) return before;
        if (!(await run(command)).Is(out var written, out refusal)) return await Refused(command, refusal, store, http.RequestAborted);
        return repeated(written) is { } first ? ApiResults.Repeat(first) : answer(written);
    }

    /// <summary>Null where the caller named no key.</summary>
    public static Outcome<ApiCommand?> Read(HttpContext http, Actor actor, object? body)
    {
        ApiCommand? none = null;
        var given = http.Request.Headers["Idempotency-Key"];
        if (given.Count == 0) return none;

        var key = given.ToString();
        if (given.Count > 1 || key.Length is 0 or > LongestKey || key.Any(c => c is < '!' or > '~'))
        {
            return Refusal.Because(RefusalKind.Invalid, "malformed_key",
                $"Idempotency-Key 须为 1 至 {LongestKey} 个可见 ASCII 字符。", $"Idempotency-Key must be 1 to {LongestKey} visible ASCII characters.", "Idempotency-Key");
        }

        return new ApiCommand($"{actor.Id}:{key}", FingerprintOf(http.Request, body));
    }

    /// <summary>What to keep with the changes, so that a repetition gets this very answer.</summary>
    public Command Answering<T>(T value, int status = StatusCodes.Status200OK, long? version = null, string? location = null) =>
        new(Key, Fingerprint, JsonSerializer.Serialize(
            new ApiAnswer(status, version, location, JsonSerializer.SerializeToElement(value, MarketJson.Options)), MarketJson.Options));

    /// <summary>The answer given the first time; a 422 where the key stood for another request; null where it is new.</summary>
    public async Task<IResult?> Repeated(IStore store, CancellationToken cancel = default)
    {
        if (await store.Command(Key, cancel) is not { } before) return null;
        return before.Fingerprint == Fingerprint ? ApiResults.Repeat(before.Answer) : ApiResults.Problem(Mismatch());
    }

    /// <summary>
    /// Of one request sent twice at once, the second may be refused for what the first has just done: it gets the answer of the first.
    /// </summary>
    public static async Task<IResult> Refused(ApiCommand? command, Refusal refusal, IStore store, CancellationToken cancel = default) =>
        (command is null ? null : await command.Repeated(store, cancel)) ?? ApiResults.Problem(refusal);

    public static Refusal Mismatch() => Refusal.Because(RefusalKind.Unprocessable, "idempotency_mismatch",
        "此 Idempotency-Key 已用于另一请求。", "This Idempotency-Key was used for another request.", "Idempotency-Key");

    private static string FingerprintOf(HttpRequest request, object? body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.PathBase}{request.Path}\n"));
        if (body is not null) hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), MarketJson.Options));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>An answer as it is kept for repetition.</summary>
internal sealed record ApiAnswer(int Status, long? Version, string? Location, JsonElement Body)
{
    public static ApiAnswer Read(string kept) => JsonSerializer.Deserialize<ApiAnswer>(kept, MarketJson.Options)!;
}
