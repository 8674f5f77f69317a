using System.Text.Json;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Api;

/// <summary>The two ways an endpoint answers: JSON with the version as its entity tag, or problem details.</summary>
public static class ApiResults
{
    /// <param name="state">What the answer depends on beside the version, in characters that an entity tag may have.</param>
    public static IResult Json<T>(T value, int status = StatusCodes.Status200OK, long? version = null, string? location = null, string? state = null) =>
        new JsonAnswer<T>(value, status, version, location, state);

    public static IResult Created<T>(T value, string location, long version) =>
        Json(value, StatusCodes.Status201Created, version, location);

    /// <summary>
    /// Names the version without answering If-None-Match: for what says how something stands today, which changes although its version does not.
    /// </summary>
    public static void Tag(HttpContext http, long version)
    {
        http.Response.Headers.ETag = Versions.Tag(version).ToString();
        http.Response.Headers.CacheControl = "no-cache";
    }

    public static IResult Problem(Refusal refusal) => new ProblemAnswer(ApiProblem.Of(refusal));

    /// <summary>The answer kept by <see cref="ApiCommand.Answering{T}"/>, once more.</summary>
    public static IResult Repeat(string answer)
    {
        var kept = ApiAnswer.Read(answer);
        return Json(kept.Body, kept.Status, kept.Version, kept.Location);
    }

    /// <summary>The value as JSON, or the refusal.</summary>
    public static IResult From<T>(Outcome<T> outcome) =>
        outcome.Is(out var value, out var refusal) ? Json(value) : Problem(refusal);
}
