using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Orders;

/// <summary>What every writing endpoint of this room does around its use case.</summary>
internal static class OrderCommands
{
    /// <summary>Reads the body strictly, then answers a repeated request as the first time, else runs the use case.</summary>
    public static async Task<IResult> Run<TBody, T>(HttpContext http, Actor actor, IStore store, Func<TBody, ApiCommand?, Task<Outcome<Written<T>>>> run, Func<T, string>? location = null)
        where TBody : notnull where T : class =>
        (await ApiBody.Read<TBody>(http)).Is(out var body, out var refusal)
            ? await Answer(http, actor, store, body, command => run(body, command), location) : ApiResults.Problem(refusal);

    /// <summary>The same for a request without a body, which names the version it changes.</summary>
    public static async Task<IResult> Run<T>(HttpContext http, Actor actor, IStore store, Func<long, ApiCommand?, Task<Outcome<Written<T>>>> run) where T : class =>
        IfMatch.Read(http).Is(out var version, out var refusal) ? await Answer<T>(http, actor, store, null, command => run(version, command), null) : ApiResults.Problem(refusal);

    /// <summary>The same for a request with a body that names the version it changes.</summary>
    public static async Task<IResult> Run<TBody, T>(HttpContext http, Actor actor, IStore store, Func<TBody, long, ApiCommand?, Task<Outcome<Written<T>>>> run, Func<T, string>? location = null)
        where TBody : notnull where T : class
    {
        if (!IfMatch.Read(http).Is(out var version, out var refusal)) return ApiResults.Problem(refusal);
        return await Run<TBody, T>(http, actor, store, (body, command) => run(body, version, command), location);
    }

    public static RouteHandlerBuilder WritesProblems(this RouteHandlerBuilder endpoint) =>
        endpoint.Refuses(400, 403, 404, 409, 412, 413, 415, 422, 428).Needs(OrderScopes.Write);

    private static Task<IResult> Answer<T>(
        HttpContext http, Actor actor, IStore store, object? body, Func<ApiCommand?, Task<Outcome<Written<T>>>> run, Func<T, string>? location) where T : class =>
        ApiCommand.Answer(http, actor, store, body, run, it => it.Repeated,
            it => location is null ? ApiResults.Json(it.Answer!, version: it.Version) : ApiResults.Created(it.Answer!, location(it.Answer!), it.Version));
}
